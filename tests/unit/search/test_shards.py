from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.search.shards import Shard
from sitegen.search.shards import plan as plan_of

DAYS = st.dictionaries(st.dates().map(lambda day: day.isoformat()), st.integers(1, 30), max_size=60).map(
    lambda days: sorted(days.items())
)


def plan(days: list[tuple[str, int]], most: int) -> list[Shard]:
    counts = dict(days)
    return plan_of(days, most, lambda day: (f"id{n}" for n in range(counts[day])))


def test_a_small_archive_is_one_shard_and_undated_articles_another() -> None:
    assert plan([("", 3), ("1912-04-10", 2), ("2022-03-02", 5)], 100) == [
        Shard("undated", "", "", 3),
        Shard("1912-04-10-to-2022-03-02", "1912-04-10", "2022-03-02", 7),
    ]


def test_shards_break_where_the_calendar_does() -> None:
    days = [(f"{year}-{month:02}-15", 40) for year in range(1998, 2004) for month in range(1, 13)]
    assert [(shard.first, shard.last, shard.count) for shard in plan(days, 500)] == [
        (f"{year}-01-15", f"{year}-12-15", 480) for year in range(1998, 2004)
    ]
    assert [(shard.first, shard.count) for shard in plan(days[:12], 250)] == [("1998-01-15", 240), ("1998-07-15", 240)]


def test_an_article_more_leaves_the_other_years_as_they_are() -> None:
    days = [(f"{year}-06-{day:02}", 10) for year in range(1990, 2000) for day in range(1, 29)]
    before = plan(days, 300)
    more = plan([*days[:30], ("1991-12-31", 40), *days[30:]], 300)
    assert {shard for shard in before if not shard.first.startswith("1991")} <= set(more)


@given(DAYS, st.integers(10, 60))
def test_every_article_has_one_shard_and_none_is_too_large(days: list[tuple[str, int]], most: int) -> None:
    shards = plan(days, most)
    assert sum(shard.count for shard in shards) == sum(count for _, count in days)
    assert all(shard.count <= most for shard in shards)
    for day, _ in days:
        assert sum(shard.has(day, "id0") for shard in shards) == 1
    assert [shard.first for shard in shards] == sorted(shard.first for shard in shards)


def test_a_day_of_too_many_is_parted_by_its_articles_ids() -> None:
    shards = plan([("2001-09-12", 3000)], 800)
    assert len(shards) == 16
    assert sum(shard.count for shard in shards) == 3000
    assert all(sum(shard.has("2001-09-12", f"id{n}") for shard in shards) == 1 for n in range(100))
