"""Settings come from the environment and flags, and name what is wrong."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from api.settings import Settings, load_settings
from api.wiring import language_model
from corpus.errors import SettingsError
from qa.language_model import LanguageModel


def test_nothing_set_gives_the_defaults():
    """An empty environment gives the declared defaults."""
    assert load_settings({}) == Settings()


def test_the_environment_beats_the_default():
    """Each field is read from WENCE_ and its name, as its own type."""
    settings = load_settings({"WENCE_PORT": "9001", "WENCE_LIBRARY": "政策", "WENCE_EXPOSE_SOURCES": "false"})
    assert (settings.port, settings.library, settings.expose_sources) == (9001, Path("政策"), False)


def test_a_flag_beats_the_environment_and_none_is_no_flag():
    """A flag that was not given leaves the environment's value alone."""
    settings = load_settings({"WENCE_PORT": "9001", "WENCE_HOST": "::1"}, port=80, host=None)
    assert (settings.port, settings.host) == (80, "::1")


def test_a_blank_value_counts_as_unset():
    """`WENCE_MODEL=` in a shell means no model was chosen."""
    assert load_settings({"WENCE_MODEL": "  "}).model is None


def test_the_embedding_model_has_two_names():
    """`WENCE_EMBEDDING_MODEL` is read where `WENCE_MODEL` says nothing."""
    both = {"WENCE_MODEL": "", "WENCE_EMBEDDING_MODEL": "bge"}
    assert load_settings(both).model == "bge"
    assert load_settings({**both, "WENCE_MODEL": "m3e"}).model == "m3e"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WENCE_PORT", "八千"),
        ("WENCE_PORT", "70000"),
        ("WENCE_WORKERS", "0"),
        ("WENCE_EXPOSE_SOURCES", "也许"),
        ("WENCE_LLM_BASE_URL", "ftp://x"),
        ("WENCE_LLM_TIMEOUT", "0"),
        ("WENCE_OCR_THREADS", "二"),
    ],
)
def test_an_impossible_value_is_named_with_what_is_expected(name, value):
    """The message names the setting, its value and what it should be, in one line."""
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value})
    line = str(caught.value)
    assert name in line
    assert value in line
    assert "应为" in line
    assert "\n" not in line


def test_settings_cannot_be_changed_after_they_were_built():
    """One frozen value is passed inwards."""
    with pytest.raises(FrozenInstanceError):
        load_settings({}).port = 1


def test_secrets_are_shown_by_neither_repr_nor_error():
    """A key in a log is a key given away."""
    settings = load_settings({"WENCE_LLM_KEY": "sk-secret", "WENCE_STAFF_TOKEN": "0123456789abcdef"})
    assert (settings.llm_key, settings.staff_token) == ("sk-secret", "0123456789abcdef")
    assert "sk-secret" not in repr(settings)
    assert "0123456789abcdef" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        load_settings({"WENCE_STAFF_TOKEN": "short"})
    assert "short" not in str(caught.value)


def test_a_language_model_is_built_from_the_settings_or_not_at_all():
    """Without an address there is none; with one, all four settings reach it and the key stays hidden."""
    assert language_model(load_settings({"WENCE_LLM_KEY": "sk-secret"})) is None
    names = {"BASE_URL": "http://127.0.0.1:9/v1", "MODEL": "小模型", "KEY": "sk-secret", "TIMEOUT": "2.5"}
    model = language_model(load_settings({f"WENCE_LLM_{name}": value for name, value in names.items()}))
    assert model == LanguageModel("http://127.0.0.1:9/v1", "小模型", "sk-secret", 2.5)
    assert "sk-secret" not in repr(model)
