"""What one writes first: read the export by chunks, drop what is not valid, insert, and sum up at the end."""
import sys
import time

import pandas
import psycopg2
from psycopg2.extras import execute_values

path, url = sys.argv[1:]
COUNTS = ["views", "likes", "comments", "shares"]
COLUMNS = ["campaign_id", "influencer_id", "post_id", "platform", "posted_at", *COUNTS, "saves", "followers", "caption", "url"]

started = time.perf_counter()
connection = psycopg2.connect(url)
cursor = connection.cursor()
cursor.execute("create table loaded (line bigint primary key, " + ", ".join(f"{name} text" for name in COLUMNS) + ")")
line = 0
for chunk in pandas.read_csv(
    path, chunksize=1000, dtype=str, on_bad_lines="skip", engine="c", encoding_errors="replace", keep_default_na=False
):
    for name in COUNTS:
        chunk[name] = pandas.to_numeric(chunk[name], errors="coerce")
    chunk = chunk.dropna(subset=COUNTS)
    interactions = chunk["likes"] + chunk["comments"] + chunk["shares"]
    valid = (chunk["influencer_id"] != "") & (chunk["likes"] >= 0) & (interactions <= chunk["views"])
    chunk = chunk[valid]
    rows = []
    for row in chunk[COLUMNS].itertuples(index=False):
        line += 1
        rows.append((line, *(str(value).replace("\0", "") for value in row)))
    execute_values(cursor, "insert into loaded values %s", rows, page_size=1000)
cursor.execute(
    "create table summed as select campaign_id, influencer_id, sum(views::float) as views,"
    " sum(likes::float + comments::float + shares::float) as interactions from loaded group by 1, 2"
)
connection.commit()
print(time.perf_counter() - started)
