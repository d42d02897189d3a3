"""Language models that may put evidence into prose: a server with the OpenAI chat interface, or a local folder."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from corpus.errors import ModelNotFoundError

_LONGEST_REPLY = 200_000  # bytes
_MOST_TOKENS = 256  # of a reply: three short sentences take about 120

Messages = Sequence[Mapping[str, str]]
"""What is said to a model: `role` (system, user) and `content` of each message."""


class Writer(Protocol):
    """What is needed of a language model."""

    def complete(self, messages: Messages) -> str:
        """Return the model's reply. Raises OSError, ValueError, LookupError or TypeError where there is none."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Where the model is: `base_url` ends with /v1; `key` is sent but never shown; `timeout` is in seconds."""

    base_url: str
    model: str = "default"
    key: str = ""
    timeout: float = 15.0

    def __repr__(self) -> str:
        """Return the address and model without the key, safe for logs."""
        return f"LanguageModel({self.base_url!r}, {self.model!r})"

    def complete(self, messages: Messages) -> str:
        """Return the reply of the server."""
        content = {"model": self.model, "messages": [*messages], "temperature": 0}
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        reply = json.loads(_post(f"{self.base_url.rstrip('/')}/chat/completions", body, headers, self.timeout))
        said = reply["choices"][0]["message"]["content"]
        if not isinstance(said, str):
            raise TypeError("the model's reply holds no text")
        return said.strip()


def _post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> bytes:
    if not url.startswith(("http://", "https://")):
        raise ValueError("only http and https addresses are spoken to")
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310  checked above
    with urllib.request.urlopen(request, timeout=timeout) as reply:  # noqa: S310  checked above
        content: bytes = reply.read(_LONGEST_REPLY)
    return content


@dataclass(slots=True)
class LocalModel:
    """A causal language model of transformers in a folder (or by name), on the CPU; loaded when first asked.

    `timeout` bounds one reply, in seconds. One reply is made at a time.
    """

    path: str
    timeout: float = 15.0
    _loaded: tuple[Any, Any] | None = field(default=None, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def load(self) -> tuple[Any, Any]:
        """Return tokenizer and model. Raises ModelNotFoundError where the folder holds none."""
        if self._loaded is None:
            from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415  heavy

            local = Path(self.path).is_dir()
            try:
                tokenizer = AutoTokenizer.from_pretrained(self.path, local_files_only=local)
                model = AutoModelForCausalLM.from_pretrained(self.path, local_files_only=local)
            except (OSError, ValueError, KeyError) as error:
                raise ModelNotFoundError(
                    f"语言模型 {self.path} 打不开", advice="WENCE_LLM_PATH 应为 transformers 因果语言模型的文件夹或名称"
                ) from error
            self._loaded = tokenizer, model.eval()
        return self._loaded

    def complete(self, messages: Messages) -> str:
        """Return the model's most likely reply, as far as it gets in the time."""
        with self._lock:
            tokenizer, model = self.load()
            if tokenizer.chat_template:
                prompt = tokenizer.apply_chat_template([*messages], tokenize=False, add_generation_prompt=True)
            else:
                prompt = "\n".join(message["content"] for message in messages) + "\n"
            given = tokenizer(prompt, return_tensors="pt", add_special_tokens=False, return_token_type_ids=False)
            told = model.generate(**given, max_new_tokens=_MOST_TOKENS, do_sample=False, max_time=self.timeout)
            said = tokenizer.decode(told[0][given["input_ids"].shape[1] :], skip_special_tokens=True)
        return str(said).strip()
