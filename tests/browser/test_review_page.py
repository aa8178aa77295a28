import json

import pytest
from export_samples import RAID_TEXT
from export_seeds import HOSTILE_TEXT, hostile, market

from summarizer.report.decisions import apply_decisions, read_decisions


def choose(page, title: str) -> None:
    page.locator("#list .entry", has_text=title).click()


def picked(page) -> str | None:
    return page.evaluate("document.querySelector('.card.picked')?.dataset.id ?? null")


def test_the_text_stands_there_as_it_was_read(opened):
    page = opened()
    choose(page, "Raid on Tal Amin")
    assert page.evaluate("document.getElementById('text').textContent") == RAID_TEXT


def test_a_passage_leads_to_its_record_and_back(opened):
    page = opened()
    page.locator("mark.hit", has_text="Between 60 and 75").first.click()
    assert picked(page) == "ca3"
    assert page.evaluate("document.activeElement.id") == "r-ca3"
    page.locator("#r-at5 .quote").click()
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "its fighters had shelled the market"
    assert picked(page) == "at5"


def test_words_of_several_records_lead_to_each_in_turn(opened):
    page = opened()
    mark = page.locator("mark.hit", has_text="artillery shells").first
    found = []
    for _ in range(4):
        mark.click()
        found.append(picked(page))
    assert found == ["we1", "ev1", "at1", "we1"]


def test_missing_quotes_and_issues_come_first(opened):
    page = opened()
    choose(page, "Crack Loyalist Troops")
    first = page.locator("#records section").first
    assert first.locator("h3").inner_text() == "Check first (2)"
    assert "forty of the attackers were killed" in first.inner_text()
    first.locator("button", has_text="ca2").first.click()
    assert picked(page) == "ca2"
    assert "not found in the article" in page.locator("#r-ca2 .missing").inner_text()


def test_hedges_denials_and_claimants_are_seen_at_a_glance(opened):
    page = opened()
    assert page.locator("#r-at5 .chip.bad").inner_text() == "denial"
    assert "no source named" in page.locator("#r-at6 .chips").inner_text()
    assert "denied by The RSF" in page.locator("#r-ev1 .chips").inner_text()
    assert "1 denial" in page.locator("#list .entry").first.inner_text()


def test_claims_are_drawn_as_ranges_by_claimant(opened):
    page = opened()
    page.click("[data-view-tab=claims]")
    group = page.locator(".claimgroup").first
    labels = group.locator("svg[role=img]").evaluate_all("all => all.map(x => x.ariaLabel)")
    assert labels[0] == (
        "a volunteer emergency committee in the Sudanese town: at least 31, printed: At least 31"
    )
    drawn = group.locator("svg[role=img]").evaluate_all(
        "all => all.map(x => [...new Set([...x.querySelectorAll('[class]')]"
        ".map(y => y.getAttribute('class')))].filter(c => c !== 'rail').join(' '))"
    )
    assert drawn[0] == "reach arrow dot"  # at least 31: open to the right
    assert drawn[labels.index("A local lawyers' union: 40 to 45, printed: 40 to 45")] == "range dot"
    vague = labels.index("A local lawyers' union: no figure given, printed: dozens")
    assert drawn[vague] == "band"
    assert group.locator("svg[role=img]").nth(vague).locator("text").count() == 0
    page.select_option("#harm", "missing")
    assert page.locator(".claimgroup h4").all_inner_texts() == ["missing"] * 3
    page.locator(".claimgroup .who").first.click()
    assert picked(page) == "ca7"


def test_the_timeline_shows_what_is_certain_and_leads_to_the_event(opened):
    page = opened()
    page.click("[data-view-tab=timeline]")
    rows = page.locator("#timerows .timerow")
    assert rows.count() == 9
    assert rows.nth(0).locator(".when").inner_text() == "2015-03-01 to 2015-03-31"
    assert [rows.nth(n).locator(".when").inner_text() for n in (6, 7, 8)] == ["not dated"] * 3
    planned = page.locator(".timerow", has_text="Reinforcement of the Aleppo front")
    assert planned.locator(".unreal").count() == 1
    planned.locator("button").click()
    assert picked(page) == "ev3"


def test_the_search_finds_words_of_titles_and_texts(opened):
    page = opened()
    page.fill("#search", "Idris tea seller")
    page.locator("#found", has_text="1 article").wait_for()
    assert "Toll climbs" in page.locator("#list").inner_text()


def test_everything_is_done_by_keyboard(opened):
    page = opened()
    page.keyboard.press("j")
    assert picked(page) == "at1"
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("k")
    assert picked(page) == "at2"
    assert page.locator("#r-at2").get_attribute("data-decision") == "accept"
    assert page.locator("#r-at3").get_attribute("data-decision") == "reject"
    assert page.locator("#progress").inner_text().startswith("2 of ")
    page.keyboard.press("a")  # the same key takes it back
    assert page.locator("#progress").inner_text().startswith("1 of ")
    page.keyboard.press("n")
    assert page.locator("#title").inner_text().startswith("Crack Loyalist Troops")
    page.keyboard.press("/")
    page.keyboard.type("nar")  # letters in a field are no commands
    assert page.input_value("#search") == "nar"
    assert page.locator("#title").inner_text().startswith("Crack Loyalist Troops")


def test_the_text_has_one_tab_stop_and_arrow_keys(opened):
    page = opened()
    assert page.locator("#text mark[tabindex='0']").count() == 1
    page.locator("#text mark[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") != first
    assert page.locator("#text mark[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('card')")


def test_keys_can_be_switched_off(opened):
    page = opened()
    page.keyboard.press("?")
    page.uncheck("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert picked(page) is None


def correct_first_casualty(page) -> None:
    page.locator("#r-ca1 .decide.correct").click()
    page.locator("#correctform [data-path='count.min']").fill("30")
    page.locator("#correctform [data-path='claim_status']").select_option("corroborated")
    page.fill("#f-note", "the later report")
    page.keyboard.press("Enter")


def exported_file(page, tmp_path):
    page.click("#export")
    with page.expect_download() as download:
        page.click("#download")
    path = tmp_path / "decisions.json"
    download.value.save_as(path)
    page.locator("#exportbox [data-close]").click()
    return path


def test_decisions_go_out_come_back_and_are_applied(opened, tmp_path):
    page = opened()
    correct_first_casualty(page)
    assert "count.min: 30" in page.locator("#r-ca1 .changed").inner_text()
    page.locator("#r-ca4 .decide.reject").click()
    path = exported_file(page, tmp_path)
    file = json.loads(path.read_text("utf-8"))
    assert (file["format"], file["version"]) == ("summarizer-review", 1)
    assert [(row["record_id"], row["decision"]) for row in file["decisions"]] == [
        ("ca1", "correct"),
        ("ca4", "reject"),
    ]
    assert file["decisions"][0]["fields"] == {"count.min": 30, "claim_status": "corroborated"}

    other = opened()  # a fresh profile knows nothing
    assert other.locator("#progress").inner_text().startswith("0 of ")
    other.set_input_files("#file", path)
    other.locator("#progress", has_text="2 of").wait_for()
    assert other.locator("#r-ca4").get_attribute("data-decision") == "reject"

    made = apply_decisions(market(), read_decisions(str(path)))
    assert (made.corrected, made.rejected, made.stale) == (["ca1"], ["ca4"], [])
    assert made.summary.casualties[0].count.min == 30
    assert "ca4" not in {row.id for row in made.summary.casualties}


def test_a_file_of_something_else_is_refused(opened, tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"format": "something else"}')
    page = opened()
    page.set_input_files("#file", path)
    page.locator("#status", has_text="not imported").wait_for()
    assert page.locator("#progress").inner_text().startswith("0 of ")


def test_a_decision_on_an_earlier_state_of_a_record_is_marked(opened, tmp_path):
    row = {"article_id": "market-shelling-tolls", "decision": "accept", "digest": "0" * 12}
    file = {"format": "summarizer-review", "version": 1}
    path = tmp_path / "old.json"
    path.write_text(json.dumps({**file, "decisions": [{**row, "record_id": "at1"}]}))
    page = opened()
    page.set_input_files("#file", path)
    assert page.locator("#r-at1 .chip", has_text="changed since: accept").inner_text()
    assert page.locator("#r-at1").get_attribute("data-decision") is None


def test_decisions_survive_a_reload(opened):
    page = opened()
    page.locator("#r-at1 .decide.accept").click()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#r-at1").get_attribute("data-decision") == "accept"
    assert page.locator("#nostorage").is_hidden()


def test_the_page_works_where_storage_is_refused(opened):
    refuse = (
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = opened(init=refuse)
    assert page.locator("#nostorage").is_visible()
    page.locator("#r-at1 .decide.accept").click()
    assert page.locator("#r-at1").get_attribute("data-decision") == "accept"


def test_a_hostile_article_stays_text(opened):
    page = opened()
    choose(page, "window.stolen")
    assert page.evaluate("document.getElementById('text').textContent") == HOSTILE_TEXT
    assert page.evaluate("typeof window.stolen") == "undefined"
    assert page.locator("main img, main script, #text b").count() == 0
    page.locator("#records .card").first.locator(".decide.accept").click()
    for tab in ("timeline", "claims"):
        page.click(f"[data-view-tab={tab}]")
    assert page.evaluate("typeof window.stolen") == "undefined"
    assert page.locator("script").count() == 5 + 5 + 1  # articles, blocks of the run, the program
    assert {row.id for row in hostile().summary.casualties} == {"ca1"}


def test_no_script_of_anyone_else_runs(opened, tmp_path, review_html):
    """The policy names one script and one style by hash; another one in the file stays dead."""
    html = review_html.read_text("utf-8")
    assert "connect-src" not in html.split("<style>")[0]  # default-src 'none' covers all
    broken = tmp_path / "broken.html"
    broken.write_text(html.replace("<body>", "<body><script>window.stolen = 1</script>"), "utf-8")
    page = opened(broken)
    assert page.evaluate("typeof window.stolen") == "undefined"
    assert page.evaluate("fetch('https://example.org/').then(() => 1, () => 0)") == 0
    assert len(opened.trouble) >= 2
    assert all("Content Security Policy" in line for line in opened.trouble)
    opened.trouble.clear()


def test_arabic_runs_from_right_to_left(opened):
    page = opened()
    choose(page, "قصف على سوق البلدة")
    assert page.evaluate("getComputedStyle(document.getElementById('text')).direction") == "rtl"
    assert page.get_attribute("#text", "lang") == "ar"
    mark = page.locator("mark.denies").first
    assert mark.inner_text() == "ونفى"


def test_a_phone_shows_one_thing_at_a_time_without_scrolling_sideways(opened):
    page = opened(width=390, height=844, has_touch=True)
    wide = "document.documentElement.scrollWidth"
    assert page.locator("#textpane").is_hidden()
    choose(page, "Toll climbs")
    assert page.locator("#list").is_hidden()
    assert page.locator("#recordpane").is_hidden()
    page.locator("mark.hit", has_text="Between 60 and 75").first.click()
    assert page.locator("#r-ca3").is_visible()
    page.locator("#r-ca3 .quote").click()
    assert page.locator("#text").is_visible()
    assert page.evaluate(wide) == 390
    for tab in ("timeline", "claims", "articles"):
        page.click(f"[data-view-tab={tab}]")
        assert page.evaluate(wide) == 390
    page.click("#back")
    assert page.locator("#list").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing(opened, axe_source, scheme, width):
    """WCAG 2.2 A and AA, in every view and dialog."""
    page = opened(width=width, color_scheme=scheme)
    page.evaluate(axe_source)

    def check(where: str) -> None:
        found = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        told = [
            (rule["id"], [node["html"][:120] for node in rule["nodes"][:3]])
            for rule in found["violations"]
        ]
        assert (where, told) == (where, [])
        assert len(found["passes"]) > 15  # it did look

    check("list")
    choose(page, "Toll climbs")
    if width < 900:
        check("text")
        page.click("[data-show=records]")
    page.locator("#r-at1 .decide.accept").click()
    page.locator("#r-at2 .decide.reject").click()
    check("records")
    page.locator("#r-ca1 .decide.correct").click()
    check("correction")
    page.keyboard.press("Escape")
    page.click("#export")
    check("export")
    page.keyboard.press("Escape")
    for tab in ("timeline", "claims"):
        page.click(f"[data-view-tab={tab}]")
        check(tab)
