"""An uploaded file's name becomes a name that can do no harm."""

import pytest

from api.upload.names import UNNAMED, clean_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("澜州市通知.pdf", "澜州市通知.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\我\\通知.DOC", "通知.DOC"),
        ("/绝对/路径/", UNNAMED),
        ("关于\u202efdp.exe的通知\x00\n.pdf", "关于fdp.exe的通知.pdf"),
        ('<script>alert("1")|?*.html', "_script_alert(_1_)___.html"),
        (".隐藏.txt", "隐藏.txt"),
        ("...", UNNAMED),
        (" .pdf", "pdf"),
        ("", UNNAMED),
        ("e\u0301.txt", "\u00e9.txt"),
        ("没有后缀", "没有后缀"),
        ("第1.2版的说明文字很长很长很长", "第1.2版的说明文字很长很长很长"),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(sent, kept):
    """Folders, control and direction characters, reserved signs and leading dots are gone."""
    assert clean_name(sent) == kept


@pytest.mark.parametrize("sent", ["长" * 500 + ".pdf", "长" * 500, "长." * 300 + "长", "\U0001f600" * 200 + ".docx"])
def test_a_long_name_fits_the_file_system(sent):
    """It is cut between characters and keeps a suffix it had."""
    kept = clean_name(sent)
    assert len(kept.encode()) < 255
    assert kept.endswith((".pdf", ".docx", "长"))
