"""What every answer must hold to besides the description: what is refused has changed nothing."""

import os
import sqlite3

import schemathesis

# What a refused request may write: who asked, how often, and what lasts minutes.
VOLATILE = {
    "audit_log",
    "ceremonies",
    "guess_counters",
    "interactions",
    "jobs",
    "sessions",
    "user_code_guesses",
}

database = sqlite3.connect(f"file:{os.environ['FUZZED_DATABASE']}?mode=ro", uri=True, check_same_thread=False)
tables = [
    name
    for (name,) in database.execute("select name from sqlite_master where type = 'table'")
    if name not in VOLATILE
]


def content():
    return {table: sorted(map(repr, database.execute(f'select * from "{table}"'))) for table in tables}


class Kept:
    version = None
    content = None


@schemathesis.check
def a_refused_request_changes_nothing(ctx, response, case):
    (version,) = database.execute("pragma data_version").fetchone()
    if version == Kept.version:
        return
    now = content()
    before, Kept.version, Kept.content = Kept.content, version, now
    if before is not None and response.status_code >= 400 and before != now:
        changed = [table for table in tables if before[table] != now[table]]
        raise AssertionError(f"{response.status_code}, and yet these tables changed: {', '.join(changed)}")
