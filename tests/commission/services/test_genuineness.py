"""The check code: what it covers, how it may be typed, and what becomes of it when the server's key changes."""

import base64
import hashlib
import hmac
import json
from datetime import date

import pytest

from commission.models import Letter
from commission.services.correspondence import issue, number_paper
from commission.services.genuineness import check_code, content_digest, genuine
from tests.cast import Road, load_cast

KEY = "a key of forty characters or a few more than that"


def paper(**changes):
    said = {
        "direction": "out",
        "year": 2026,
        "serial": 42,
        "subject": "notice",
        "dated_on": date(2026, 11, 25),
        "content_sha256": "ab" * 32,
    }
    return Letter(**(said | changes))


def test_the_code_is_fifty_bits_of_an_hmac_in_signs_that_nobody_confuses(settings):
    # RFC 4648's base32 of the same bytes, sign for sign in an alphabet without I, L, O and U.
    key = hashlib.sha256(b"commission.genuineness" + KEY.encode()).digest()
    said = json.dumps(["notice", "L-2026-00042", "2026-11-25", "ab" * 32]).encode()
    standard = base64.b32encode(hmac.new(key, said, hashlib.sha256).digest()).decode()[:10]
    ours = standard.translate(
        str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    )
    assert check_code(paper(), secret=KEY) == f"{ours[:5]}-{ours[5:]}"
    settings.SECRET_KEY = KEY
    assert check_code(paper()) == f"{ours[:5]}-{ours[5:]}"


@pytest.mark.parametrize(
    "change",
    [
        {"serial": 43},
        {"year": 2027},
        {"subject": "receipt"},
        {"dated_on": date(2026, 11, 26)},
        {"content_sha256": "ac" * 32},
    ],
)
def test_any_other_kind_number_date_or_content_has_another_code(change):
    assert check_code(paper(**change)) != check_code(paper())


def test_the_same_content_has_the_same_digest_in_any_order():
    assert content_digest({"a": 1, "b": "ә"}) == content_digest({"b": "ә", "a": 1})
    assert content_digest({"a": 1, "seq": 7}, without=("seq",)) == hashlib.sha256(b'{"a":1}').hexdigest()


@pytest.fixture
def sent(db):
    load_cast()
    letter = number_paper(
        key="test:1",
        subject="notice",
        application=Road.draft().application,
        correspondent="Somebody",
        content_sha256="ab" * 32,
    )
    issue(letter, sha256="cd" * 32)
    return letter


def test_numbers_and_codes_are_understood_as_people_type_them(sent):
    number, code = sent.number, check_code(sent)
    assert genuine(number, code) == sent
    assert genuine(f" {number.lower().replace('-', '–')} ", code.lower().replace("-", " ")) == sent
    # O for zero, I for one, Cyrillic letters that look the same.
    alike = str.maketrans("01ABCEHKMPTX", "OIАВСЕНКМРТХ")
    assert genuine(number, code.translate(alike)) == sent


@pytest.mark.parametrize(
    "number", ["", "L", "L-2026", "L-2026-x", "L-2026-٠٠٠٠١", "R-2026-00001", "-", "\x00"]
)
def test_what_is_no_number_of_ours_is_no_paper(sent, number):
    assert genuine(number, check_code(sent)) is None


@pytest.mark.parametrize("code", ["", "00000-00000", "x" * 5000, "ЖЖЖЖЖ-ЖЖЖЖЖ", "\x00"])
def test_another_code_is_no_paper(sent, code):
    assert genuine(sent.number, code) is None


def test_a_number_whose_paper_was_never_made_is_no_paper(sent):
    taken = number_paper(
        key="test:2",
        subject="notice",
        application=sent.application,
        correspondent="Somebody",
        content_sha256="ab" * 32,
    )
    assert taken.serial == sent.serial + 1
    assert genuine(taken.number, check_code(taken)) is None


def test_codes_outlive_the_servers_key_while_the_old_one_is_kept(sent, settings):
    code, old = check_code(sent), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = KEY, [old]
    assert check_code(sent) != code
    assert genuine(sent.number, code) == sent
    settings.SECRET_KEY_FALLBACKS = []
    assert genuine(sent.number, code) is None


def test_an_attempt_repeated_keeps_its_number_and_a_letter_what_it_printed(sent):
    def again(subject, content):
        return number_paper(
            key=f"test:again:{subject}",
            subject=subject,
            application=sent.application,
            correspondent="Somebody",
            content_sha256=content,
        )

    for subject, kept in (("notice", "22" * 32), ("letter", "11" * 32)):
        first, second = again(subject, "11" * 32), again(subject, "22" * 32)
        assert (second.number, second.content_sha256) == (first.number, kept)
        issue(second)
        assert again(subject, "33" * 32).content_sha256 == kept
