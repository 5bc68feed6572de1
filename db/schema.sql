-- The roles database, schema version 1. db/README.md describes it; a file whose schema differs by a letter is refused.
-- Positions start at 1 and have no gaps: they are the display order, and make paging a range of the primary key.
PRAGMA application_id = 1263685452; -- "KROL"
PRAGMA user_version = 1;

CREATE TABLE languages (
    position INTEGER PRIMARY KEY CHECK (position BETWEEN 1 AND 16), -- 1 is the default language
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    assignments_heading TEXT NOT NULL,
    skills_heading TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    content_version INTEGER NOT NULL CHECK (content_version >= 1),
    published TEXT NOT NULL,
    default_language INTEGER NOT NULL CHECK (default_language = 1) REFERENCES languages (position)
) STRICT;

CREATE TABLE organisation (
    language INTEGER PRIMARY KEY REFERENCES languages (position),
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    heading TEXT NOT NULL,
    purpose TEXT NOT NULL,
    introduction TEXT NOT NULL
) STRICT;

CREATE TABLE images (
    name TEXT PRIMARY KEY,
    media_type TEXT NOT NULL CHECK (media_type IN ('image/svg+xml', 'image/png', 'image/jpeg')),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE roles (
    position INTEGER PRIMARY KEY CHECK (position >= 1),
    id TEXT NOT NULL UNIQUE,
    emblem TEXT NOT NULL,
    accent_rgb INTEGER NOT NULL CHECK (accent_rgb BETWEEN 0 AND 16777215)
) STRICT;

CREATE TABLE role_texts (
    language INTEGER NOT NULL REFERENCES languages (position),
    role INTEGER NOT NULL REFERENCES roles (position),
    title TEXT NOT NULL,
    tagline TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (language, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE points (
    language INTEGER NOT NULL,
    role INTEGER NOT NULL,
    section TEXT NOT NULL CHECK (section IN ('assignment', 'skill')),
    position INTEGER NOT NULL CHECK (position >= 1),
    text TEXT NOT NULL,
    PRIMARY KEY (language, role, section, position),
    FOREIGN KEY (language, role) REFERENCES role_texts (language, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    position INTEGER PRIMARY KEY CHECK (position BETWEEN 1 AND 64),
    id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tag_texts (
    language INTEGER NOT NULL REFERENCES languages (position),
    tag INTEGER NOT NULL REFERENCES tags (position),
    name TEXT NOT NULL,
    PRIMARY KEY (language, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE role_tags (
    role INTEGER NOT NULL REFERENCES roles (position),
    position INTEGER NOT NULL CHECK (position >= 1),
    tag INTEGER NOT NULL REFERENCES tags (position),
    PRIMARY KEY (role, position),
    UNIQUE (role, tag)
) STRICT, WITHOUT ROWID;

-- Computed by the build, so that opening a role costs the same however many roles share its tags.
CREATE TABLE related_roles (
    role INTEGER NOT NULL REFERENCES roles (position),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 3),
    related INTEGER NOT NULL REFERENCES roles (position),
    PRIMARY KEY (role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE slides (
    position INTEGER PRIMARY KEY CHECK (position BETWEEN 1 AND 200),
    kind TEXT NOT NULL CHECK (kind IN ('purpose', 'role', 'invitation')),
    role INTEGER REFERENCES roles (position),
    CHECK ((kind = 'role') = (role IS NOT NULL))
) STRICT;

CREATE TABLE slide_texts (
    language INTEGER NOT NULL REFERENCES languages (position),
    slide INTEGER NOT NULL REFERENCES slides (position),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (language, slide)
) STRICT, WITHOUT ROWID;

-- rowid = language * 4294967296 + role: one language is a range of rowids, in display order.
CREATE VIRTUAL TABLE search USING fts5 (
    title, tagline, points,
    content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
