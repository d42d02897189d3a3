# 问策：`make demo` 与 `make test` 在新机器上各自装好所需的一切。
# The two commands of the README; each sets up the virtual environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SAMPLES := corpus/samples/files
DEMO := out/demo-library

export HF_HUB_OFFLINE = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: model demo test lint check format serve setup clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "正在安装依赖（首次约需两三分钟）……"
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	@$(BIN)/wence ingest $(SAMPLES) --library $(DEMO)
	@$(BIN)/wence ask "中试平台由哪个部门牵头？" --library $(DEMO)
	@$(BIN)/wence ask "人才租房补贴每月多少钱？" --library $(DEMO)
	@$(BIN)/wence ask "火星移民补贴怎么申请" --library $(DEMO)
	@for firm in corpus/samples/firms/*.toml; do $(BIN)/wence match --firm $$firm --library $(DEMO) || exit 1; done
	@echo
	@echo "打开网页：make serve，然后浏览 http://127.0.0.1:8000/"

serve: $(STAMP)
	@test -d $(DEMO) || $(BIN)/wence ingest $(SAMPLES) --library $(DEMO)
	@$(BIN)/wence serve --library $(DEMO)

test: $(STAMP)
	@$(BIN)/pytest

lint: $(STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test

format: $(STAMP)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# 重新训练随附的两个模型（约一小时处理器时间）：先留出一部分学权重，再用全部数据训练。
# The held-out pair of models only serves to learn the reranker's feature weights on questions neither has seen.
DATA := ../shared/train/open
HELD := out/held-out
model: $(STAMP)
	@$(BIN)/python -m index.train --data $(DATA) --held-out --out $(HELD)/wence-static
	@$(BIN)/python -m index.train_rerank --data $(DATA) --held-out --model $(HELD)/wence-static --out $(HELD)/wence-rerank
	@$(BIN)/python -m index.train --data $(DATA) --out index/models/wence-static
	@$(BIN)/python -m index.train_rerank --data $(DATA) --weights $(HELD)/wence-rerank/weights.json --out index/models/wence-rerank

clean:
	@rm -rf out build runs *.egg-info .mypy_cache .ruff_cache .pytest_cache
