# Everything is in deploy/*.py; these are the names to call it by. PORT, DEMO_PASSWORD, DATABASE_URL ... see README.
PYTHON ?= python3

.PHONY: run worker sweeper test messages format

run:      ## the whole system on 127.0.0.1:8000, made from nothing, with illustrative data
	@$(PYTHON) -m deploy.run web

worker:   ## with REDIS_URL: a Celery worker
	@$(PYTHON) -m deploy.run worker

sweeper:  ## with REDIS_URL: rings for jobs that are not done
	@$(PYTHON) -m deploy.run sweeper

test:     ## everything this machine can check; STRICT=1 makes a skipped stage a failure
	@$(PYTHON) -m deploy.test $(STAGES)

messages: ## refresh the catalogues from the sources
	@$(PYTHON) -m deploy.run messages

format:   ## ruff's formatter and its safe corrections
	@$(PYTHON) -m deploy.run format
