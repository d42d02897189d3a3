"""Transformers of our own making with random weights: enough to try loading, marking and judging."""

from __future__ import annotations

from pathlib import Path

LETTERS = "省科技厅负责中试平台认定人才租房补贴每月领取为这个句子生成表示以用于检索相关文章：，。"


def write_bert(folder: Path, *, scores: int = 0) -> Path:
    """Write a BERT of one layer that reads one character a token: an encoder, or a classifier with that many scores."""
    import torch  # noqa: PLC0415  heavy
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors  # noqa: PLC0415
    from transformers import (  # noqa: PLC0415
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        PreTrainedTokenizerFast,
    )

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    vocabulary = {mark: at for at, mark in enumerate([*marks, *dict.fromkeys(LETTERS)])}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106  no secret
    inner.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    inner.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=256, num_labels=max(1, scores),
    )  # fmt: skip
    model = BertForSequenceClassification(config) if scores else BertModel(config)
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=inner, model_max_length=256, **names).save_pretrained(folder)
    return folder
