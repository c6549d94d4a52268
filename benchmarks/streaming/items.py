"""Short items as a wire sends them, of any number: invented places, people and acts in sentences of all sorts."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["write_items"]

_ROWS = 10_000
_START = datetime(2020, 1, 1, tzinfo=UTC)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "12",
    "17",
    "20",
    "31",
    "a dozen",
    "dozens of",
)
_WHO = ("soldiers", "militants", "gunmen", "farmers", "fishermen", "fighters", "insurgents", "officers", "people",
        "men", "women", "villagers", "terrorists", "rebels", "drivers", "guards", "civilians")  # fmt: skip
_SOURCES = ("police", "the army", "a spokesman", "residents", "the ministry", "officials", "doctors", "the governor",
            "witnesses", "a statement", "the council", "rescuers", "an official who asked not to be named")  # fmt: skip
_CUES = ("said", "said", "said", "told reporters", "claimed", "confirmed", "alleged", "announced", "noted", "warned")
_HEADS = (
    "{n} {who} killed in {place} raid", "Army says {n} {who} shot near {place}", "{place} quiet after night of clashes",
    "Council of {place} votes on new bridge", "{n} hurt as bus overturns outside {place}",
    "Talks on {place} put off again, {source} say", "“We will not leave”: {who} of {place} wait for aid",
)  # fmt: skip
_LEADS = (
    "{N} {who} were killed on {day} in a raid on the outskirts of {place}, {source} {cue}.",
    "Troops shot dead {n} {who} at a checkpoint north of {place} on {day}, {source} {cue}.",
    "An explosion at the market of {place} left {n} {who} dead late on {day}, according to {source}.",
    "The council of {place} put off a vote on the bridge over the {river} until {day}, {source} {cue}.",
    "{N} {who} died when a lorry left the road between {place} and {town} on {day}.",
)  # fmt: skip
_BODY = (
    "“They came at dawn and gave no warning,” {cue} {name}, who runs a bakery near the station.",
    "{source_first} {cue} that the {who} had opened fire first; {name}, a teacher, disputed that account.",
    "The shelling of {town} wounded at least {n} {who}, among them two medics.",
    "It was not clear who carried out the attack, and nobody claimed responsibility.",
    "“The so-called ceasefire has been dead for weeks,” {name} told a local station by telephone.",
    "{name}, a member of the regional assembly, described the operation as a massacre.",
    "Prices of flour in {place} have doubled since the road along the {river} was closed.",
    "Electricity was restored to half of the district by {day} evening, {source} {cue}.",
    "{source_first} denied that its forces had fired on the convoy.",
    "A curfew in {place} and {town} will be lifted on {day}, {source} {cue}.",
    "{N} {who} were arrested in {town} and taken to an unknown place, their families {cue}.",
    "According to {name}, an engineer, the bridge can carry no heavy vehicles.",
    "Negotiators met for {n} hours in {town} without a result, and agreed to meet again on {day}.",
    "The {who} were killed by a mine, {source} {cue}, but relatives spoke of an air strike.",
)  # fmt: skip
_ENDS = ("Reporting by the {place} bureau", "READ MORE: {place} waits for rain", "", "", "")
_SYLLABLES = ("ka", "ro", "mil", "ten", "su", "bar", "lo", "vik", "an", "dre", "sha", "pol", "ne", "gri", "ostu", "hem")


def _names(chance: random.Random, n: int) -> list[str]:
    return sorted({"".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3)))).capitalize() for _ in range(n)})


def write_items(path: Path, n: int, seed: int = 0) -> int:
    """Write n items of about 700 characters as Parquet; twenty outlets, one story for twenty items.

    Returns
    -------
    int
        Bytes of text.
    """
    chance = random.Random(seed)
    places, people = _names(chance, 400), _names(chance, 900)
    columns = ("article_id", "headline", "text", "outlet", "story")
    schema = pa.schema([*((name, pa.string()) for name in columns), ("published", pa.timestamp("us", tz="UTC"))])
    pick = chance.choice
    size = 0
    unfinished = path.with_suffix(".unfinished")
    with pq.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for first in range(0, n, _ROWS):
            rows: list[dict[str, object]] = []
            for number in range(first, min(first + _ROWS, n)):
                slots = {
                    "place": pick(places), "town": pick(places), "river": pick(places), "n": pick(_NUMBERS),
                    "who": pick(_WHO), "day": pick(_DAYS), "source": pick(_SOURCES), "cue": pick(_CUES),
                    "name": f"{pick(people)} {pick(people)}",
                }  # fmt: skip
                slots |= {"N": slots["n"].capitalize(), "source_first": slots["source"].capitalize()}
                parts = [f"{slots['place'].upper()} (Wire) - {pick(_LEADS)}"]
                length = len(parts[0])
                for sentence in chance.sample(_BODY, len(_BODY)):
                    parts.append(sentence)
                    length += len(sentence) + 1
                    if length > 600:
                        break
                ends = pick(_ENDS)
                text = "\n\n".join([" ".join(parts[:3]), " ".join(parts[3:]), *([ends] if ends else [])])
                text = text.format(**slots)
                size += len(text.encode())
                rows.append(
                    {
                        "article_id": f"w{number}",
                        "headline": pick(_HEADS).format(**slots),
                        "text": text,
                        "outlet": f"Outlet {chance.randrange(20):02d}",
                        "story": f"story-{chance.randrange(max(n // 20, 1))}",
                        "published": _START + timedelta(minutes=number),
                    }
                )
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    unfinished.rename(path)
    return size
