"""schemathesis takes openapi.yaml at its word.

    fuzz.py PROGRAM        settings come by DRAGOMAN_CONFIG

The model answers in earnest, so questions are few; everything else is cheap and gets more.
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from service import Service

HERE = Path(__file__).resolve().parent

# No key asks nobody: without serve.access there is nothing to ignore. A method that is not there has its own test.
CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
          "response_headers_conformance", "negative_data_rejection", "positive_data_acceptance"]


def run(service, examples, *selection):
    command = [Path(sys.executable).parent / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run",
               service.url + "/openapi.yaml", "--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing", "--max-examples", str(examples), "--seed", "1", "--no-color",
               "--generation-database", "none", *selection]
    if status := subprocess.run(command).returncode:
        sys.exit(status)


with tempfile.TemporaryDirectory() as folder:
    # It promotes and rolls back in earnest: not the models of whoever runs the tests, and not in their log.
    shutil.copytree(HERE.parent.parent / "models", Path(folder) / "models")
    with Service(sys.argv[1], f"models.folder={folder}/models", f"state.folder={folder}/log", "limits.timeout=2",
                 "serve.concurrency=2") as service:
        run(service, 25, "--exclude-operation-id", "query")
        run(service, 3, "--include-operation-id", "query")
