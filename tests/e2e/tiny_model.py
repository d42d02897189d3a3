"""A language model of our own making, small enough to be trained in a test, and a chat server over it.

`python -m tests.e2e.tiny_model FOLDER` serves the model in the folder at a free port, which it prints first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from qa.language_model import LocalModel, Messages

TEMPLATE = "{% for m in messages %}{{ m['content'] }}\n{% endfor %}"
_STEPS, _RATE = 400, 3e-3
_LEARNT = 0.01  # loss below which every character of the reply is the likeliest


def prompt_of(messages: Messages) -> str:
    """Return what the model reads, as its chat template puts it."""
    return "".join(f"{message['content']}\n" for message in messages)


def train(folder: Path, pairs: Sequence[tuple[str, str]]) -> None:
    """Write a model of one character a token that says each reply after its prompt, and nothing it was not taught."""
    import torch  # noqa: PLC0415  heavy
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers  # noqa: PLC0415  heavy
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast  # noqa: PLC0415  heavy

    letters = sorted({letter for pair in pairs for text in pair for letter in text})
    vocabulary = {mark: at for at, mark in enumerate(["<end>", "<unknown>", *letters])}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unknown>"))  # noqa: S106  no secret
    inner.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    inner.decoder = decoders.Fuse()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner, eos_token="<end>", unk_token="<unknown>")  # noqa: S106
    tokenizer.chat_template = TEMPLATE
    torch.manual_seed(7)
    room = max(len(prompt) + len(reply) for prompt, reply in pairs) + 300
    config = GPT2Config(
        vocab_size=len(vocabulary), n_positions=room, n_embd=64, n_layer=2, n_head=4, eos_token_id=0, bos_token_id=0,
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
    )  # fmt: skip
    model = GPT2LMHeadModel(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE)
    examples = []
    for prompt, reply in pairs:
        before, after = (tokenizer(text, add_special_tokens=False)["input_ids"] for text in (prompt, reply))
        examples.append((torch.tensor([[*before, *after, 0]]), torch.tensor([[*[-100] * len(before), *after, 0]])))
    for _ in range(_STEPS):
        losses = [model(input_ids=tokens, labels=wanted).loss for tokens, wanted in examples]
        loss = sum(losses)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if max(one.item() for one in losses) < _LEARNT:
            break
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


class _Chat(BaseHTTPRequestHandler):
    """The chat interface over a local model, in OpenAI's shapes."""

    model: LocalModel

    def do_POST(self) -> None:
        """Answer a chat."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = self.model.complete(asked["messages"])
        message = {"role": "assistant", "content": said}
        content = {"object": "chat.completion", "model": asked["model"], "choices": [{"index": 0, "message": message}]}
        body = json.dumps(content).encode()
        self.send_response(200 if self.path == "/v1/chat/completions" else 404)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def serve(folder: str) -> None:
    """Serve the model until the process is ended."""
    _Chat.model = LocalModel(folder)
    _Chat.model.load()
    httpd = HTTPServer(("127.0.0.1", 0), _Chat)
    print(httpd.server_port, flush=True)  # noqa: T201  the test waits for it
    httpd.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1])
