"""Clicks through the pages in headless Chromium, in both themes, with axe looking over the shoulder.

    browser.py PROGRAM CHROMIUM FOLDER       settings come by DRAGOMAN_CONFIG; screenshots go to FOLDER

The embedded model answers; what it says to these questions is settled by the demo's tests.
"""
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from service import Service

PLAIN = "How many orders were placed in each month of 2023?"
BARS = "How many shops are there in each country?"
REFUSED = "Delete all cancelled orders of 2022."


class Visit:
    def __init__(self, page, url, theme, folder):
        self.page, self.url, self.theme, self.folder = page, url, theme, folder
        self.complaints = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path):
        self.page.goto(self.url + path)

    def look(self, name):
        """A screenshot from the top, and what axe finds serious."""
        self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=self.folder / f"{name}-{self.theme}.png")
        found = Axe().run(self.page).response["violations"]
        grave = [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0].get("failureSummary", "")[:300])
                 for one in found if one["impact"] in ("serious", "critical")]
        assert not grave, f"{name}, {self.theme}: {grave}"

    def ask(self, question):
        box = self.page.get_by_role("combobox", name="Your question")
        box.fill(question)
        box.press("Enter")
        card = self.page.locator("article").first
        expect(card.get_by_role("heading", name=question)).to_be_visible()
        expect(card).not_to_have_attribute("aria-busy", "true", timeout=30_000)
        return card


def ask(visit):
    page = visit.page
    visit.go("/")
    expect(page.get_by_role("heading", name="What would you like to know?")).to_be_visible()
    visit.look("start")
    card = visit.ask(PLAIN)
    expect(card.locator("table tbody tr")).to_have_count(12)
    expect(card.locator("canvas")).to_be_visible()
    card.locator("summary", has_text="SQL").click()
    expect(card.locator("code.sql .sql-word").first).to_be_visible()
    # The second column, downwards.
    head = card.locator("th button").nth(1)
    head.click()
    head.click()
    numbers = [int(text.replace(",", "")) for text in card.locator("tbody tr td:nth-child(2)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True), numbers
    with page.expect_download() as download:
        card.get_by_role("button", name="CSV").click()
    assert len(Path(download.value.path()).read_text().splitlines()) == 13
    card.get_by_role("button", name="Chart").click()
    expect(card.locator("canvas")).to_be_hidden()
    card.get_by_role("button", name="Chart").click()
    card.locator("summary", has_text="Why").click()
    expect(card.get_by_text("What the words found")).to_be_visible()
    visit.look("answer")
    card.get_by_role("button", name="That is right").click()
    expect(card.get_by_role("button", name="That is right")).to_have_attribute("aria-pressed", "true")
    card.get_by_role("button", name="Change the question").click()
    expect(page.get_by_role("combobox")).to_have_value(PLAIN)

    refusal = visit.ask(REFUSED)
    expect(refusal.locator(".notice")).to_be_visible()
    refusal.get_by_role("button", name="That is wrong").click()
    refusal.get_by_placeholder("What is wrong with it?").fill("it should say how to do it")
    refusal.get_by_role("button", name="Send").click()
    expect(refusal.get_by_text("Noted for the reviewers.")).to_be_visible()
    visit.look("refusal")


def complete(visit):
    page = visit.page
    visit.go("/")
    box = page.get_by_role("combobox")
    with page.expect_response("**/schema"):
        box.click()
    box.press_sequentially("orders of cust", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    visit.look("completion")
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value().startswith("orders of cust") and len(box.input_value()) > 15, box.input_value()
    expect(page.locator("article")).to_have_count(0)


def review(visit):
    page = visit.page
    visit.go("/review")
    expect(page.locator("#item h2")).to_have_text(REFUSED)
    visit.look("review")
    page.keyboard.press("j")
    expect(page.locator("#item h2")).not_to_have_text(REFUSED)
    page.get_by_role("button", name="Show the rows").click()
    expect(page.locator("#item table")).to_be_visible()
    page.keyboard.press("c")
    better = page.get_by_role("textbox", name="The better statement")
    better.fill(better.input_value().rstrip() + " LIMIT 5")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".difference ins").first).to_be_visible()
    visit.look("correction")
    count = page.locator("#queue button").count()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#queue button")).to_have_count(count - 1)
    page.locator("body").click(position={"x": 5, "y": 300})
    page.keyboard.press("r")
    page.get_by_placeholder("Why is it wrong?").fill("not a question about data")
    page.keyboard.press("Enter")
    expect(page.locator("#queue button")).to_have_count(count - 2)


def audit(visit):
    page = visit.page
    visit.go("/audit")
    page.get_by_role("button", name="Verify the chain").click()
    expect(page.get_by_text("Intact:")).to_be_visible()
    visit.look("audit")
    page.get_by_label("Words").fill("orders month")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=PLAIN).first.click()
    expect(page.get_by_role("heading", name=PLAIN)).to_be_visible()
    visit.look("record")


def rest(visit):
    page = visit.page
    visit.go("/models")
    expect(page.get_by_text("answers now")).to_be_visible()
    report = page.frame_locator("iframe.report")
    expect(report.get_by_role("heading", name="RAG or fine-tuning")).to_be_visible()
    report.get_by_role("heading", name="What each costs").scroll_into_view_if_needed()
    visit.look("models")
    page.get_by_role("link", name="Open alone").click()
    expect(page.get_by_role("heading", name="RAG or fine-tuning")).to_be_visible()
    visit.look("comparison")
    visit.go("/schema")
    page.get_by_label("Find").fill("employee")
    page.locator("details.relation:visible summary").first.click()
    visit.look("schema")
    visit.go("/sign-in")
    visit.look("sign-in")


def choices(visit):
    page = visit.page
    visit.go("/")
    card = visit.ask(BARS)
    group = card.get_by_role("group", name="Do you mean:")
    expect(group.get_by_role("button").first).to_be_visible()
    visit.look("choices")
    group.get_by_role("button").first.click()
    expect(page.locator("article.answer")).to_have_count(1, timeout=30_000)
    page.locator("article.answer summary", has_text="Why").click()
    with page.expect_navigation():
        page.locator("article.answer").get_by_role("link", name="The whole story").click()
    expect(page.get_by_role("heading", name=BARS)).to_be_visible()


def follow(visit):
    visit.go("/")
    visit.ask(PLAIN)
    box = visit.page.get_by_role("combobox", name="Your question")
    box.fill("and in 2024?")
    box.press("Enter")
    card = visit.page.locator("article").first
    expect(card.get_by_text("typed was “and in 2024?”")).to_be_visible(timeout=30_000)
    expect(card.get_by_role("heading", name=PLAIN.replace("2023", "2024"))).to_be_visible()


def phone(visit):
    visit.page.set_viewport_size({"width": 390, "height": 780})
    visit.go("/")
    visit.ask(BARS)
    wide = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"the page is {wide} pixels wider than a phone"
    visit.look("phone")


def main(program, chromium, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for theme in ["light", "dark"]:
            # A log each: what the first visitor corrects is what the second one would be told.
            with tempfile.TemporaryDirectory() as log, Service(program, f"state.folder={log}") as service:
                context = browser.new_context(
                    color_scheme=theme, reduced_motion="reduce", viewport={"width": 1180, "height": 860})
                visit = Visit(context.new_page(), service.url, theme, folder)
                for part in [ask, complete, review, audit, rest, follow, phone]:
                    part(visit)
                    print(f"{theme}: {part.__name__}")
                assert not visit.complaints, visit.complaints
                context.close()
        # Nothing is sure enough: every answer is one of the choices.
        with tempfile.TemporaryDirectory() as log, \
                Service(program, f"state.folder={log}", "answers.ask-below=100") as service:
            context = browser.new_context(reduced_motion="reduce", viewport={"width": 1180, "height": 860})
            visit = Visit(context.new_page(), service.url, "light", folder)
            choices(visit)
            print("light: choices")
            assert not visit.complaints, visit.complaints
            context.close()
        browser.close()


main(*sys.argv[1:])
