"""Links: what breaks ties, and what is said about it."""

from __future__ import annotations

from typing import Any

from extract.citations.choice import find_mentions
from extract.citations.link import Link, link_mentions
from extract.citations.listed_works import ListedWorks


def item(identifier: str, *families: str, year: int | None = 2001, **more: Any) -> dict[str, Any]:
    issued = {"issued": {"date-parts": [[year]]}} if year else {}
    return {"id": identifier, "author": [{"family": family} for family in families], **issued, **more}


def links(text: str, *items: dict[str, Any]) -> list[Link]:
    known = ListedWorks(items)
    return list(link_mentions(find_mentions(text, known), known))


def test_candidates_are_ranked_and_say_why() -> None:
    (link,) = links("(Bello et al. 2001: 12)", item("two", "Bello", "Eze"), item("three", "Bello", "Eze", "Kalu", page="10-20"))
    assert link.work is not None
    assert [match.work.id for match in link.matches] == ["three", "two"]
    assert "page inside its 10-20" in link.matches[0].reason


def test_scores_are_at_most_one() -> None:
    for link in links("(Bello 2001: 12; Bell 2001)", item("a", "Bello", page="10-20")):
        assert all(0 <= match.score <= 1 for match in link.matches)


def test_letters_follow_the_list_that_prints_none() -> None:
    first, second = links("(Bello 2001a; Bello 2001b)", item("a", "Bello", title="Docks"), item("b", "Bello", title="Ports"))
    assert first.work is not None
    assert second.work is not None
    assert (first.work.id, second.work.id) == ("a", "b")


def test_two_entries_that_fit_are_both_named() -> None:
    (link,) = links("(Bello 2001)", item("a", "Bello", title="Docks"), item("b", "Bello", title="Ports"))
    assert link.status == "ambiguous"
    assert link.work is None
    assert "Docks" in str(link.issue)
    assert "Ports" in str(link.issue)


def test_work_without_authors_is_cited_by_title_or_journal() -> None:
    title = {"id": "t", "title": "Ports are open again", "issued": {"date-parts": [[2001]]}}
    paper = {"id": "p", "title": "Docks shut", "container-title": "The Harbour Post", "issued": {"date-parts": [[2002]]}}
    by_title, by_paper = links("(“Ports Are Open Again”, 2001) and (Harbour Post, 2002)", title, paper)
    assert by_title.work is not None
    assert by_paper.work is not None
    assert (by_title.work.id, by_paper.work.id) == ("t", "p")


def test_ibid_after_an_unlisted_work_is_missing() -> None:
    _, ibid = links("(Okafor 1999). Again (ibid.: 5).", item("a", "Bello"))
    assert ibid.status == "missing"
    assert "not listed" in str(ibid.issue)


def test_number_beyond_the_list_is_missing_or_no_citation() -> None:
    items = [item(str(n), f"Name{n}") for n in range(1, 4)]
    assert [link.work.id for link in links("[1], [2, 3] and [17]", *items) if link.work] == ["1", "2", "3"]


def test_csl_dates_in_words() -> None:
    known = ListedWorks([{"id": "a", "author": [{"literal": "Bello"}], "issued": {"raw": "May 2001b"}}])
    assert (known.works[0].year, known.works[0].letter) == ("2001", "b")
