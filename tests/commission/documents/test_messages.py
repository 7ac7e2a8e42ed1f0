from commission.documents.messages import verdict_text
from commission.documents.verdicts import Code


def test_every_code_has_words_of_its_own_that_fit_the_column():
    texts = {str(verdict_text(code)) for code in Code}

    assert len(texts) == len(Code)
    assert all(len(code) <= 40 for code in Code)
    assert str(verdict_text("of another version")) not in texts


def test_a_password_is_explained():
    words = "The file is protected by a password. Save it without one and attach it again."

    assert str(verdict_text("encrypted")) == words
