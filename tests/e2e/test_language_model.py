"""A language model that really runs: in a server process of its own, and in this process from its folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import load_settings
from api.wiring import Engine, language_model
from corpus.errors import ModelNotFoundError
from qa.language_model import LocalModel
from tests.e2e.tiny_model import prompt_of, train

ASKED = "苔藓工厂建设由哪个部门牵头？"
LATER = "那最高补多少"
PROSE = "苔藓工厂建设由市林业局牵头[1]。"
WRONG = "对苔藓工厂最高补900万元[1]。"
ALONE = "苔藓工厂最高补多少"


class Recorder:
    """Listens to what a model is asked and says nothing."""

    def __init__(self) -> None:
        self.prompts: list[str] = []

    def complete(self, messages) -> str:
        """Keep the prompt."""
        self.prompts.append(prompt_of(messages))
        return ""


@pytest.fixture(scope="module")
def taught(library, tmp_path_factory) -> Path:
    """Return the folder of a model that was taught one true answer, one false one and one question restated."""
    folder = tmp_path_factory.mktemp("model")
    heard = Recorder()
    with Engine(load_settings({}, library=library)) as engine:
        engine.answerer._model = heard  # noqa: SLF001  the prompts are what we want to know
        engine.ask(ASKED)
        engine.ask(LATER, context=[ASKED])
        engine.ask(ALONE)
    truth, restate, _, false = heard.prompts
    later = false.replace(f"问题：{ALONE}", f"问题：{LATER}")
    train(folder, [(truth, PROSE), (restate, ALONE), (later, WRONG)])
    return folder


@pytest.fixture(scope="module")
def server(taught):
    """Return the address of a server process over the model."""
    command = [sys.executable, "-m", "tests.e2e.tiny_model", str(taught)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        process.terminate()


def engine_with(library, **settings):
    """Return an engine whose answers the model may rewrite."""
    return Engine(load_settings({}, library=library, **settings))


def test_a_server_of_its_own_puts_the_answer_into_prose(library, server):
    """The true sentence is released with its source; the evidence is as without a model."""
    with engine_with(library, llm_base_url=server) as engine, engine_with(library) as plain:
        answer = engine.ask(ASKED)
        assert answer.text == PROSE
        assert answer.citations == plain.ask(ASKED).citations


def test_a_false_sentence_of_the_same_server_is_not_released(library, server):
    """The follow-up is restated by the model, answered from the library, and the model's figure thrown away."""
    with engine_with(library, llm_base_url=server) as engine, engine_with(library) as plain:
        answer = engine.ask(LATER, context=[ASKED])
        assert "900" not in answer.text
        assert answer.text == plain.ask(ALONE).text
        assert (answer.question, "150万元" in answer.text) == (LATER, True)


def test_the_folder_alone_does_the_same(library, taught):
    """`WENCE_LLM_PATH` needs no server."""
    with engine_with(library, llm_path=str(taught)) as engine:
        assert engine.ask(ASKED).text == PROSE


def test_what_the_model_never_saw_stays_the_extract(library, taught):
    """An untaught question gets babble, which no source holds."""
    with engine_with(library, llm_path=str(taught)) as engine, engine_with(library) as plain:
        assert engine.ask("做好用水保障由谁负责").text == plain.ask("做好用水保障由谁负责").text


def test_a_folder_without_a_model_is_named(tmp_path):
    """With the setting to look at."""
    with pytest.raises(ModelNotFoundError, match="WENCE_LLM_PATH"):
        language_model(load_settings({}, llm_path=str(tmp_path)))
    assert "_loaded" not in repr(LocalModel(str(tmp_path)))
