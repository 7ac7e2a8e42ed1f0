"""People in front of a browser: each signs in with a context of their own."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.processes import Stack, wait_for


class Person:
    """One person's browser window on a running system; `complaints` collects what the console grumbled about."""

    def __init__(self, browser: Browser, stack: Stack, username: str, *, phone: bool = False) -> None:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        self.context = browser.new_context(viewport=size, base_url=stack.url)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.password = stack.password
        self.page.on("console", self._note)
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", stack.password)
        self.press("Sign in")
        expect(self.page).not_to_have_url(re.compile("/accounts/login/"))

    def _note(self, message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {getattr(message, 'text', '')}")

    def open(self, address: str) -> "Person":
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"
        return self

    def follow(self, words: str) -> "Person":
        """Click the link with these words (some look like buttons)."""
        with self.page.expect_navigation():
            self.link(words).first.click()
        return self

    def link(self, words: str) -> Locator:
        return self.page.locator("main a").filter(has_text=words)

    def press(self, words: str) -> "Person":
        """Press the button with these words, which sends its form, and wait for the answer."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.click()
        return self

    def sees(self, words: str) -> "Person":
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    def fill(self, **fields: str) -> "Person":
        for name, value in fields.items():
            self.page.fill(f"[name={name}]", value)
        return self

    def choose(self, **fields: str) -> "Person":
        for name, value in fields.items():
            self.page.check(f"[name={name}][value='{value}']")
        return self

    def attach(self, file: Path) -> "Person":
        self.page.set_input_files("input[type=file]", file)
        return self

    def reload_until(self, holds: Callable[[Page], bool], doing: str, seconds: float = 60) -> "Person":
        """Reload the page until it shows what workers are doing in the background."""

        def looks_so() -> bool:
            self.page.reload()
            return holds(self.page)

        wait_for(looks_so, seconds=seconds, doing=doing)
        return self

    def leave(self) -> None:
        assert self.complaints == []
        self.context.close()
