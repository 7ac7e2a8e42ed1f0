"""Why a BODS file is refused, and what of it found no place, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.exchange.bods.terms import Left, Problem, Unreadable

UNREADABLE: Mapping[str, Promise] = {
    "too_large": _("The file is larger than %(megabytes)s MB: split it."),
    "not_utf8": _("The file is not UTF-8 text (byte %(byte)s): save it as UTF-8."),
    "not_json": _("Line %(line)s, column %(column)s: this is not JSON."),
    "no_number": _("%(word)s is not a number in JSON."),
    "long_number": _("A number in the file has thousands of digits."),
    "too_deep": _("Line %(line)s: nested deeper than any statement of the standard."),
    "no_list": _("The file is not a list of statements."),
    "empty": _("The file holds no statements."),
    "too_many": _("The file has more than %(most)s statements: split it."),
    "too_complex": _("The file could not be read within the limits of time and memory: split it."),
}
PROBLEMS: Mapping[str, Promise] = {
    "not_an_object": _("The statement is not an object."),
    "key_twice": _("The key “%(key)s” is given twice in one object."),
    "nul": _("%(field)s contains a zero character."),
    "half_character": _("%(field)s contains half of a character (a lone surrogate)."),
    "missing": _("%(field)s is missing."),
    "not_an_id": _("%(field)s is not an identifier: a text of 1 to 255 printable characters is needed."),
    "unknown_word": _("%(field)s: the standard does not know “%(value)s”."),
    "bad_date": _("%(field)s: “%(value)s” is not a date (YYYY-MM-DD)."),
    "not_an_object_field": _("%(field)s is not an object."),
    "not_a_text": _("%(field)s is not a text."),
    "not_a_list": _("%(field)s is not a list of the right kind."),
    "wrong_version": _("bodsVersion is “%(value)s”; version 0.4 of the standard is read."),
    "bad_country": _("%(field)s: “%(value)s” is not a country code (ISO 3166)."),
    "dates_turned": _("The interest ends (%(end)s) before it begins (%(start)s)."),
    "share_not_number": _("A share is not a number: %(value)s."),
    "share_negative": _("A share is below zero: %(value)s."),
    "share_above_whole": _("A share is above 100 %%: %(value)s."),
    "share_too_precise": _("A share has more than 16 decimal places: %(value)s."),
    "share_turned": _("The smallest share is above the largest: %(value)s."),
    "share_exact_outside": _("The exact share lies outside its own bounds: %(value)s."),
    "statement_twice": _("The statementId stands twice in the file (statements %(first)s and %(second)s)."),
    "record_of_two_types": _("The record “%(record)s” is of two types."),
    "record_after_close": _("The record “%(record)s” was closed by an earlier statement."),
    "record_new_twice": _(
        "The record “%(record)s” is announced as new although it has an earlier statement."
    ),
    "record_changes_ends": _("The record “%(record)s” changes who holds an interest in whom."),
    "broken_reference": _("%(field)s refers to the record “%(record)s”, which is not in the file."),
    "wrong_reference": _("%(field)s refers to “%(record)s”, a record of a type that cannot stand there."),
    "own_interest": _("“%(record)s” would hold an interest in itself."),
    "component_circle": _("The record “%(record)s” is, through its components, made of itself."),
    "share_of_state": _("A share in “%(company)s”, which is a state."),
    "votes_above_whole": _("Holdings of “%(company)s” add up to %(sum)s of the votes."),
    "capital_above_whole": _("Holdings of “%(company)s” add up to %(sum)s of the capital."),
    "party_conflict": _("Its numbers belong to different parties of the registry: %(keys)s."),
    "kind_conflict": _("In the registry “%(key)s” is of another kind (%(kind)s)."),
}
LEFT: Mapping[str, Promise] = {
    "party_closed": _("The record of “%(party)s” is closed; the party stays in the registry."),
    "subject_unspecified": _("It does not say in whom the interest is."),
    "nobody_to_declare": _("“%(party)s” is said to have nobody to declare."),
    "no_place": _("%(interest)s of “%(party)s” in “%(company)s”: the registry has no place for it."),
    "no_own_power": _("%(interest)s of “%(party)s” in “%(company)s”: acts for others, decides nothing."),
    "differs": _("The registry says otherwise of “%(party)s” (%(field)s); it stays as it is."),
}


def unreadable_words(error: Unreadable) -> str:
    """One line on why the file cannot be read."""
    return str(UNREADABLE[error.code]) % error.values


def problem_words(problem: Problem) -> str:
    """What is wrong with a statement."""
    return str(PROBLEMS[problem.code]) % problem.values


def left_words(left: Left) -> str:
    """What found no place."""
    return str(LEFT[left.code]) % left.values
