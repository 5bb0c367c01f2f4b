# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.journey
NAMES = ["guide", "home", "form", "list", "leader"]
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(e => {
  const s = getComputedStyle(e);
  return s.overflow === 'hidden' && s.textOverflow === 'ellipsis' && e.textContent.trim()
    && parseFloat(s.lineHeight) < 1.59 * parseFloat(s.fontSize);
}).map(e => e.className)"""

LEAVE = """() => {
  setTimeout(() => location.assign("/list-light?slowly"));
  setTimeout(() => htmx.ajax("GET", "/busy", {target: "main"}), 100);
}"""
TELL = """() => {
  const toast = document.createElement("div");
  toast.className = "toast on-dark";
  toast.innerHTML = '<p>Đã trình ký.</p><button class="button">Hoàn tác</button>';
  document.querySelector("[data-toasts]").append(toast);
}"""


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=site)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    yield opened
    context.close()
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(page: Page, name: str, theme: str) -> None:
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/{name}-{theme}")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]

        assert [(rule["id"], [n["target"] for n in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_scrolls_sideways_and_no_mark_is_clipped(page: Page, name: str) -> None:
    for width in (320, 360, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/{name}-light")

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("name", ["home", "form"])
def test_text_at_twice_its_size_stays_within_the_page(page: Page, name: str) -> None:
    page.goto(f"/{name}-light")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_citizen_targets_are_large_enough(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/form-light")
    heights = page.evaluate(
        "[...document.querySelectorAll('main button, main input, main select, summary')]"
        ".filter(e => e.checkVisibility() && !e.matches('.check, .radio'))"
        ".map(e => e.getBoundingClientRect().height)"
    )

    assert len(heights) > 5
    assert min(heights) >= 44


TWO_FORMS = """() => {
  document.querySelector("main").innerHTML = `
    <form id="talk"><textarea aria-label="Remark"></textarea><button>Send</button></form>
    <form id="many"><input aria-label="Tag"><button>Add</button><button>Drop</button></form>
    <form id="save"><input aria-label="Name"><button>Look</button>
      <button class="button--primary">Save</button></form>
    <form id="decide"><input aria-label="Opinion"><button>Return</button>
      <button data-submit="ctrl-enter">Approve</button></form>`;
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    document.title = event.submitter.textContent;
  });
}"""


@pytest.mark.parametrize(
    ("typed_in", "pressed"),
    [("Remark", "Send"), ("Tag", ""), ("Name", "Save"), ("Opinion", "Approve"), ("", "Approve")],
)
def test_main_key_while_typing_presses_a_button_of_that_form_alone(
    page: Page, typed_in: str, pressed: str
) -> None:
    page.goto("/leader-light")
    page.evaluate(TWO_FORMS)
    page.evaluate("document.title = ''")
    if typed_in:
        page.get_by_label(typed_in).focus()
    page.keyboard.press("Control+Enter")

    assert page.title() == pressed


def test_eight_digits_fill_the_three_parts_of_a_date(page: Page) -> None:
    page.goto("/form-light")
    for part in ("day", "month", "year"):
        page.fill(f"#light_born_{part}", "")
    page.fill("#light_born_day", "15112026")

    assert page.input_value("#light_born_day") == "15"
    assert page.input_value("#light_born_month") == "11"
    assert page.input_value("#light_born_year") == "2026"


def test_error_summary_takes_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/form-light")
    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors a").click()

    expect(page.locator("#light_born_day")).to_be_focused()


def test_chosen_file_goes_to_the_edge_and_its_receipt_comes_home(page: Page) -> None:
    page.goto("/form-light")
    page.set_input_files("#s-file", {"name": "giay.png", "mimeType": "image/png", "buffer": b"x"})

    expect(page).to_have_url(re.compile(r"/form-dark\?receipt=file-7$"))


def test_file_that_is_too_large_is_refused_before_it_is_sent(page: Page) -> None:
    page.goto("/form-light")
    huge = b"x" * (20 * 1_048_576 + 1)
    page.set_input_files("#s-file", {"name": "to.png", "mimeType": "image/png", "buffer": huge})

    expect(page.locator(".slot--failed [data-upload-text]").first).to_have_text(
        "Tệp lớn hơn 20 MB. Hãy chụp lại ở cỡ nhỏ hơn."
    )
    expect(page).to_have_url(re.compile("/form-light$"))


def test_page_that_loads_itself_anew_does_not_call_back_whoever_is_leaving(page: Page) -> None:
    page.goto("/leader-light")
    page.route("**/busy", lambda route: route.fulfill(headers={"HX-Refresh": "true"}))
    page.evaluate(LEAVE)

    expect(page).to_have_url(re.compile("/list-light"), timeout=5000)


def test_what_was_done_is_told_where_it_does_not_cover_the_main_button(page: Page) -> None:
    for width, height in ((360, 640), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/leader-light")
        page.evaluate(TELL)
        told = page.locator(".toast").bounding_box()
        main = page.get_by_role("button", name="Ký 48 văn bản").bounding_box()

        assert told
        assert main
        assert told["y"] + told["height"] < main["y"]


def test_list_is_walked_and_selected_by_keyboard(page: Page) -> None:
    page.goto("/list-light")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.locator("[data-row] a").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-row] a").nth(1)).to_be_focused()
    page.keyboard.press("Control+Space")

    expect(page.locator("[data-bulk-count]")).to_have_text("Đã chọn 1")
    expect(page.locator("[data-bulk]")).to_be_visible()


def test_palette_opens_with_ctrl_k_and_finds_without_diacritics(page: Page) -> None:
    page.goto("/list-light")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-q")).to_be_focused()
    page.keyboard.type("quay tiep")

    expect(page.locator('[role="option"]:visible')).to_have_text(["Quầy tiếp nhận"])
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_dialog_opens_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/guide-light")
    opener = page.locator("[data-dialog=light-dialog]")
    opener.click()
    expect(page.locator("#light-dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#light-dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_theme_and_size_change_at_once_and_are_remembered(page: Page) -> None:
    page.goto("/home-light")
    page.locator(".head__wide summary").click()
    page.locator(".head__wide [value=dark]").click()
    page.locator(".head__wide [value='130']").click()
    cookies = {c["name"]: c["value"] for c in page.context.cookies()}

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20.8px"
    assert cookies == {"lt_theme": "dark", "lt_size": "130"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_draws_lines_as_strong_as_borders(page: Page, scheme: str) -> None:
    page.emulate_media(contrast="more", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto("/home-light")
    page.evaluate("delete document.documentElement.dataset.theme")
    named = page.evaluate(
        "['--line', '--line-strong', '--ink-2', '--ink'].map("
        "n => getComputedStyle(document.documentElement).getPropertyValue(n).trim())"
    )

    assert named[0] == named[1]
    assert named[2] == named[3]


def test_contents_open_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, java_script_enabled=False, base_url=site
    )
    page = context.new_page()
    page.goto("/home-light")
    page.locator(".sheet--nav summary").click()

    expect(page.locator(".sheet--nav a").first).to_be_visible()
    context.close()
