"""The report's figures: from rows that are known to tables that are expected, and laws for rows of any kind."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language import Bundles, Message
from assistant.reporting.dimensions import dimensions, week
from assistant.reporting.episodes import HELPED
from assistant.reporting.journeys import journey_map
from assistant.reporting.labels import labels
from assistant.reporting.reasons import REASONS
from assistant.reporting.suppression import LEAST, worked_out
from assistant.reporting.tables import Figures, Table
from assistant.settings import Settings
from assistant.storage import EpisodeRow

MONDAY = date(2026, 3, 2)


def rows(count: int, journey: str = "appeal", **values: object) -> list[EpisodeRow]:
    usual = {
        "day": MONDAY,
        "locale": "fr",
        "channel": "sms",
        "stage": "begun",
        "ending": "silent",
        "last_step": "appeal.kind",
    }
    return [EpisodeRow(journey=journey, **{**usual, **values})] * count  # type: ignore[arg-type]


def completed(count: int, journey: str = "appeal", **values: object) -> list[EpisodeRow]:
    return rows(count, journey, stage="done", ending="completed", last_step="receipt.fraud", **values)


def table(figures: Figures, name: str) -> dict[str, dict[str, int | None]]:
    (found,) = (each for each in figures.tables() if each.name == name)
    return {row: dict(zip(found.columns, values, strict=True)) for row, values in found.rows}


def test_a_funnel_counts_who_got_at_least_so_far():
    told = rows(20) + rows(15, stage="words", last_step="appeal.words") + completed(40)
    funnel = table(Figures.of(told), "entonnoir-appeal")
    assert {stage: figures["toutes"] for stage, figures in funnel.items()} == {
        "commencé": 75,
        "question du motif": 55,
        "ses propres mots": 55,
        "relecture": 40,
        "abouti": 40,
    }


def test_a_funnel_by_locale_and_channel():
    told = [
        *rows(20), *completed(40), *rows(12, locale="ary-Arab"), *completed(30, locale="ary-Arab"),
        *rows(11, locale="ary-Arab", channel="voice"), *completed(25, channel="voice"),
    ]  # fmt: skip
    funnel = table(Figures.of(told), "entonnoir-appeal")
    assert funnel["commencé"] == {
        "toutes": 138, "darija (arabe)": 53, "darija (latin)": None, "français": 85, "SMS": 102, "voix": 36,
    }  # fmt: skip
    assert funnel["abouti"]["français"] == 65
    assert funnel["abouti"]["voix"] == 25


def test_a_small_stop_hides_the_stages_around_it():
    """Three people stopped at 'words': who reached it and who came after would tell; the ends of the funnel do not."""
    told = rows(20) + rows(3, stage="words") + rows(14, stage="read_back") + completed(40)
    funnel = table(Figures.of(told), "entonnoir-appeal")
    assert [figures["toutes"] for figures in funnel.values()] == [77, 57, None, None, 40]


def test_endings_places_and_satisfaction():
    told = [
        *rows(11, ending="left"), *rows(30, last_step="appeal.words"), *rows(2, last_step="appeal.read_back"),
        *completed(15, helped="much"), *completed(12, helped="nothing"),
    ]  # fmt: skip
    figures = Figures.of(told)
    ends = table(figures, "fins")["Réclamation"]
    assert (ends["abouti"], ends["retour au menu"], ends["silence de 72 h"], ends["total"]) == (27, 11, 32, 70)
    assert table(figures, "satisfaction")["Réclamation"]["oui"] == 15
    left = table(figures, "arrets-appeal")
    assert left["appeal.words"] == {"visites non abouties": 30}
    assert "appeal.read_back" not in left  # two people; that there are two must not follow either
    assert left["ailleurs"] == {"visites non abouties": 13}
    assert left["total"] == {"visites non abouties": 43}


def test_reasons_by_region():
    told = [
        *completed(12, reason="not_received", region="oriental"), *completed(13, region="oriental"),
        *completed(14, reason="not_received", region="fes-meknes"), *completed(15, region="fes-meknes"),
    ]  # fmt: skip
    reasons = table(Figures.of(told), "raisons-appeal")
    assert reasons["l'Oriental"] == {
        "non-connaissance": None, "non-demande": None, "non-réception": 12, "non-proposition": None, "non dit": 13, "total": 25,
    }  # fmt: skip
    assert reasons["toutes"]["non-réception"] == 26


def test_estimates_by_region_are_of_complete_visits_only():
    """Whoever stopped before the end has no estimate, whatever an earlier one said."""
    told = completed(20, "eligibility", outcome="eligible", region="oriental") + rows(
        30, "eligibility", outcome="eligible", region="oriental"
    )
    outcomes = table(Figures.of(told), "regions-eligibility")["l'Oriental"]
    assert (outcomes["droit probable"], outcomes["sans estimation"], outcomes["total"]) == (20, 30, 50)


def test_weeks_begin_on_monday_and_none_is_left_out():
    told = rows(20) + rows(30, day=MONDAY + timedelta(days=6)) + rows(25, day=MONDAY + timedelta(days=21))
    weeks = table(Figures.of(told), "semaines")
    assert [(name, figures["Réclamation"]) for name, figures in weeks.items()] == [
        ("2026-03-02", 50), ("2026-03-09", None), ("2026-03-16", None), ("2026-03-23", 25),
    ]  # fmt: skip
    assert week(EpisodeRow(MONDAY + timedelta(days=6), "appeal")) == "2026-03-02"


def test_private_visits_are_counted_and_nothing_else():
    visits = table(Figures.of([EpisodeRow(MONDAY, "private")] * 12 + completed(20)), "visites")
    assert visits["Privé (essai ou aide à un tiers)"] == {"visites": 12}
    assert visits["total"] == {"visites": 32}


def test_a_stage_that_is_no_more_counts_as_begun():
    told = Figures.of(rows(20, stage="a stage of an older version") + completed(20))
    assert table(told, "entonnoir-appeal")["question du motif"]["toutes"] == 20


def test_no_visits_make_a_report_without_figures():
    assert all(each.empty for each in Figures.of([]).tables())


JOURNEYS = journey_map().journeys


@st.composite
def visits(draw: st.DrawFn) -> list[EpisodeRow]:
    """Clumps of equal visits: real counts are neither all small nor all large."""
    told: list[EpisodeRow] = []
    for _ in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(sorted(JOURNEYS)))
        stage = draw(st.sampled_from(JOURNEYS[name].stage_names))
        told += [
            EpisodeRow(
                MONDAY + timedelta(days=draw(st.integers(0, 15))),
                name,
                stage,
                f"{name}.{draw(st.sampled_from('abc'))}",
                "completed" if stage == "done" else draw(st.sampled_from(["silent", "left", "person"])),
                draw(st.sampled_from(["eligible", "undecided", "not_eligible", ""])),
                draw(st.sampled_from([*REASONS, ""])),
                draw(st.sampled_from([*HELPED, ""])),
                draw(st.sampled_from(["ary-Arab", "ary-Latn", "fr"])),
                draw(st.sampled_from(["sms", "voice"])),
                draw(st.sampled_from(["oriental", "fes-meknes", ""])),
            )
        ] * draw(st.integers(1, 40))
    return told


def figures_of(tables: list[Table]) -> list[int]:
    return [figure for each in tables for _, values in each.rows for figure in values if figure is not None]


@given(visits())
@settings(max_examples=40, deadline=None)
def test_no_figure_below_ten_and_none_that_can_be_worked_out(told):
    """Over all tables together: they share their totals, so that one could give away what another hides."""
    figures = Figures.of(told)
    assert all(figure >= LEAST for figure in figures_of(figures.tables()))
    counts = figures.counts
    assert worked_out(counts.counts, list(counts.sums), counts.hidden) == []


@given(visits())
@settings(max_examples=40, deadline=None)
def test_between_two_figures_of_a_funnel_lie_ten_people_or_none(told):
    """The step from one stage to the next is a count as well."""
    figures = Figures.of(told)
    for journey in figures.dims:
        for column in zip(*(values for _, values in figures.funnel(journey).rows), strict=True):
            shown = [figure for figure in column if figure is not None]
            steps = [more - less for more, less in itertools.pairwise(shown)]
            assert all(step == 0 or step >= LEAST for step in steps), (journey, column)


def test_every_value_that_can_be_counted_has_a_label():
    told = labels()
    stages = {stage for journey in JOURNEYS.values() for stage in journey.stage_names}
    assert stages <= set(told["stage"])
    assert set(JOURNEYS) | {"private"} == set(told["journey"])
    assert {*REASONS, ""} == set(told["reason"])
    assert {*HELPED, ""} == set(told["helped"])


def test_regions_are_called_what_people_are_told():
    words = Bundles.load(Settings().locales_dir)
    named = {slug: name for slug, name in labels()["region"].items() if slug}
    assert named == {slug: words.render("fr", Message(f"region-{slug}")) for slug in named}
    assert len(named) == 12


def test_a_dimension_lists_values_that_nobody_has():
    assert len(dimensions(JOURNEYS["appeal"], [])["region"].values) == 13
