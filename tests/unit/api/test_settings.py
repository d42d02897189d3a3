"""Settings come from the environment and flags, and name what is wrong."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from api.settings import Settings, load_settings
from corpus.errors import SettingsError


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


@pytest.mark.parametrize(
    ("name", "value"),
    [("WENCE_PORT", "八千"), ("WENCE_PORT", "70000"), ("WENCE_WORKERS", "0"), ("WENCE_EXPOSE_SOURCES", "也许")],
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
