"""The tables of the site in the index, and what each is for."""

from __future__ import annotations

# Every text column that orders or joins is never null: '' stands for what isn't known, and SQLite keeps to its indexes.
SCHEMA = """
-- an article without its text; `stamp`: size and time of its file; `body`: digest of its text; `details`: for its own page alone
create table if not exists article (
  id text primary key, path text not null unique, stamp text not null, digest text not null, body text not null,
  url text not null, title text not null, day text not null, source text not null, source_url text not null,
  authors text not null, corporate text not null, excerpt text not null, language text not null,
  draft integer not null, aliases text not null, story text not null, details text not null
) without rowid;
-- each holds all that its queries ask for, so that none goes to the rows: at 100,000 articles a tenth of the time
create index if not exists article_files on article (path, stamp, digest);
create index if not exists article_newest on article (draft, day desc, title, id);
create index if not exists article_oldest on article (draft, day, title, id);
create index if not exists article_on_day on article (substr(day, 6), draft, day desc, title, id);
create index if not exists article_by_url on article (url, draft, path);
create index if not exists article_of_story on article (story) where story != '';
create index if not exists article_by_source on article (draft, source);
-- a name that an article means; `listed` is the name in its front matter, which an editor may have told apart since
create table if not exists term (
  kind text not null, folded text not null, article text not null, place integer not null, name text not null,
  sentence text not null, listed text not null, primary key (kind, folded, article)
) without rowid;
create index if not exists term_by_article on term (article, kind, place);
create index if not exists term_by_listed on term (kind, listed);
create table if not exists claim (
  article text not null, place integer not null, by_whom text not null, thing text not null, series text not null,
  as_of text not null, record text not null, primary key (article, place)
) without rowid;
create index if not exists claim_by on claim (by_whom);
create index if not exists claim_of_series on claim (series);
create index if not exists claim_of_thing on claim (thing);
create table if not exists series (
  slug text primary key, name text not null, description text not null, unit text not null, claims integer not null,
  low real not null, high real not null, first text not null, last text not null, conflicts integer not null,
  thing text not null, plain text not null, base text not null, beside text not null
) without rowid;
create index if not exists series_of_thing on series (thing);
-- `known`: from an authority file, not from articles alone; `page`: whether enough articles name it for a page of its own
create table if not exists entity (
  kind text not null, slug text not null, name text not null, record text not null, sort text not null,
  known integer not null, plain text not null, hidden integer not null, count integer not null,
  page integer not null, primary key (kind, slug)
) without rowid;
create index if not exists entity_in_order on entity (kind, sort, slug) where count > 0 and hidden = 0;
create index if not exists entity_by_plain on entity (kind, plain);
create table if not exists entity_name (
  kind text not null, folded text not null, slug text not null, primary key (kind, folded)
) without rowid;
create index if not exists entity_name_by_slug on entity_name (kind, slug);
-- what was published, and from what; a page belongs to the section of the site that plans it
create table if not exists page (
  url text primary key, section text not null, inputs blob not null, modified text not null, listed integer not null
) without rowid;
create index if not exists page_of_section on page (section);
create table if not exists asset (file text primary key, digest text not null) without rowid;
-- sections that may have changed since they were published; `article`: only where they show that one
create table if not exists pending (section text not null, article text not null, primary key (section, article)) without rowid;
-- articles whose search documents may have changed since they were indexed
create table if not exists unsearched (url text primary key) without rowid;
create table if not exists shard (
  name text primary key, first text not null, last text not null, count integer not null, base text not null, extra text not null,
  gone text not null
) without rowid;
create table if not exists searched (
  url text primary key, shard text not null, digest text not null, day text not null, extra integer not null
) without rowid;
create index if not exists searched_by_shard on searched (shard, extra);
create table if not exists state (what text primary key, value text not null) without rowid;
"""
