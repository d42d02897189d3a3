"""RapidOCR: PaddleOCR's models in ONNX, inside the package, on the processor alone."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from ingest.readers.ocr_lines import Corners, Found

if TYPE_CHECKING:
    from PIL.Image import Image

_THREADS = "WENCE_OCR_THREADS"


@cache
def _engine() -> Any:  # noqa: ANN401  rapidocr is untyped
    from rapidocr import RapidOCR  # noqa: PLC0415  takes two seconds

    threads = int(os.environ.get(_THREADS, "1"))
    settings = {
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        "Global.log_level": "critical",
        "Global.use_cls": False,
    }
    return RapidOCR(params=settings)


def find_text(picture: Image) -> list[Found]:
    """Return the lines that RapidOCR finds, in its own order."""
    import numpy as np  # noqa: PLC0415  only where a picture is read

    result = _engine()(np.asarray(picture)[:, :, ::-1])
    if result.boxes is None or result.txts is None:
        return []
    return [
        Found(_corners(box), str(text), float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
    ]


def _corners(box: Any) -> Corners:  # noqa: ANN401  an array of four points
    one, two, three, four = ((float(x), float(y)) for x, y in box)
    return one, two, three, four
