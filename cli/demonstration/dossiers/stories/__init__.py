"""The hand-written stories of the demonstration, one module each. What the officers usually do is not told here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cli.demonstration.dossiers.agenda import Course
from cli.demonstration.dossiers.stories import (
    corrected_name,
    four_persons,
    korean_organiser,
    moved_and_sent_back,
    neighbouring_province,
    over_tet,
    refused_at_reception,
    silent_body,
    still_incomplete,
    twelve_diplomas,
    waiting_for_originals,
    withdrawal,
)
from cli.demonstration.dossiers.stories.stage import Stage

__all__ = ["STORIES", "Stage", "courses_of_stories"]

STORIES = (
    neighbouring_province,
    korean_organiser,
    over_tet,
    twelve_diplomas,
    corrected_name,
    withdrawal,
    refused_at_reception,
    silent_body,
    moved_and_sent_back,
    still_incomplete,
    waiting_for_originals,
    four_persons,
)


def courses_of_stories(stage: Stage) -> Iterator[tuple[datetime, Course]]:
    """The first instant and the course of every dossier of every story."""
    for story in STORIES:
        yield from story.courses(stage)
