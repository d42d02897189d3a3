"""Builds the sample files: `python -m corpus.samples.build` turns `sources/*.md` into PDF, DOCX and HTML.

The built files are committed, so nobody needs to run this to try Wence. It needs the `dev` extra and two
fonts that Debian packages as fonts-arphic-gbsn00lp (宋体) and fonts-lxgw-wenkai (楷体).
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.samples.source import Sample, read_sample
from corpus.samples.to_docx import write_docx
from corpus.samples.to_html import write_html
from corpus.samples.to_pdf import write_pdf

HERE = Path(__file__).parent
WRITERS = {"pdf": write_pdf, "docx": write_docx, "html": write_html}


def build(sources: Path, target: Path) -> tuple[Path, ...]:
    """Write every sample of `sources` into `target` and return the files written."""
    target.mkdir(parents=True, exist_ok=True)
    return tuple(_write(read_sample(path), target) for path in sorted(sources.glob("*.md")))


def _write(sample: Sample, target: Path) -> Path:
    path = target / f"{sample.name}.{sample.format}"
    WRITERS[sample.format](sample, path)
    return path


if __name__ == "__main__":
    for written in build(HERE / "sources", HERE / "files"):
        sys.stdout.write(f"{written}\n")
