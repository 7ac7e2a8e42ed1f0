# Names to call things by; what they do is in deploy/*.py. PORT, DEMO_PASSWORD, DATABASE_URL, REDIS_URL, VAR_DIR: README.
PYTHON ?= python3

.PHONY: run worker sweeper prepare test bench smoke messages format register-db

run:      # the whole system on 127.0.0.1:$PORT (8000), made from nothing, with illustrative data
	@$(PYTHON) -m deploy.run web

worker:   # with REDIS_URL: a Celery worker
	@$(PYTHON) -m deploy.run worker

sweeper:  # with REDIS_URL: rings for jobs that are not done
	@$(PYTHON) -m deploy.run sweeper

prepare:  # production, before a restart: requirements, catalogues, migrations, static files, deployment check
	@$(PYTHON) -m deploy.run prepare

test:     # everything this machine can check; STRICT=1: a skipped stage fails; STAGES="ruff sqlite": only these
	@$(PYTHON) -m deploy.test $(STAGES)

bench:    # measures, beside other tools, and rewrites docs/performance.md; minutes, and a quiet machine
	@$(PYTHON) -m deploy.run bench

smoke:    # make run in a fresh copy, as a stranger would
	@$(PYTHON) -m deploy.smoke

register-db: # a synthetic register of NODES (1000000) parties into the empty PostgreSQL database of DATABASE_URL
	@$(PYTHON) -m deploy.run register-db

messages: # refresh the catalogues from the sources
	@$(PYTHON) -m deploy.run messages

format:   # ruff's formatter and its safe corrections
	@$(PYTHON) -m deploy.run format
