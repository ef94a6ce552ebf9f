"""The fields of an article, and what tables, interfaces and scrapers call them."""

from __future__ import annotations

from functools import cache

from sitegen.core.text import squeezed

# The surest names first: of scrapers, news interfaces and extractors, and as people name columns in seven languages. Compared
# without case, accents and signs ("Publication Date" is `publicationdate`).
NAMES: dict[str, tuple[str, ...]] = {
    field: tuple(names.split())
    for field, names in {
        "id": "id guid uuid articleid docid postid key",
        "html": "html contenthtml bodyhtml rawhtml htmlcontent articlehtml pagehtml",
        "markdown": "markdown md contentmarkdown markdowncontent",
        "text": """
            text contenttext fulltext plaintext maintext articletext articlebody articlecontent body content textcontent
            bodytext cleanedtext article story paragraphs storytext newstext newscontent rawcontent rawtext texte textecomplet
            contenu corps inhalt volltext artikeltext texto cuerpo contenido conteudo corpo testo contenuto tekst inhoud
        """,
        "title": """
            title headline webtitle articletitle heading newstitle titre titel ueberschrift uberschrift schlagzeile
            titulo titular titolo kop name
        """,
        "subtitle": """
            subtitle standfirst dek subheadline abstract soustitre chapo untertitel vorspann subtitulo sottotitolo
            ondertitel
        """,
        "date": """
            datepublished publisheddate publicationdate publishingdate publishdate datepublish publishedat publishedtime
            publishtime published webpublicationdate firstpublished pubdate date datepublication publie publiele
            datedepublication datum erscheinungsdatum veroffentlichungsdatum veroeffentlichungsdatum veroffentlicht
            publicatiedatum fecha fechapublicacion fechadepublicacion datapublicacao datapubblicazione createdat created
            timestamp datetime seendate time data
        """,
        "modified": "modified updated datemodified updatedat lastmodified datemodify modifieddate updateddate",
        "authors": """
            authors author primaryauthor byline creator writer auteur auteurs autor autoren verfasser autores autore autori
        """,
        "site_name": """
            sitename ogsitename sourcename publication publisher newspaper outlet medianame sourcehostname source site journal
            sourcedomain domain hostname zeitung quelle medium fuente periodico diario medio fonte testata giornale
            jornal veiculo krant bron
        """,
        "section": "section sectionname category rubric rubrique ressort rubrik seccion sezione secao editoria rubriek",
        "url": """
            url link permalink canonicalurl sourceurl urlsource weburl pageurl articleurl href address uri adresse enlace source
        """,
        "language": "language lang langue locale sprache idioma lingua taal",
        "tags": """
            tags keywords categories topics motscles schlagworte schlagworter stichworte etiquetas etichette trefwoorden
        """,
        "archived": "archived archivedurl archiveurl waybackurl",
        "retrieved": """
            retrieved retrievedat fetched fetchedat scrapedat crawled crawledat crawldate datedownload downloaded
            downloadedat accessed accessdate fetchtime indexeddate
        """,
    }.items()
}


def field_of(name: str) -> str:
    """Which field is called so, in any spelling; empty for a name that isn't known."""
    return _known().get(squeezed(name), "")


@cache
def _known() -> dict[str, str]:
    return {name: field for field, names in reversed(NAMES.items()) for name in names}
