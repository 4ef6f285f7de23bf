"""Starts `dragoman serve` for a test and stops it: Service(program, *settings) as a context manager with .url."""
import json
import re
import subprocess
import threading
import urllib.error
import urllib.request


class Service:
    def __init__(self, program, *settings):
        self.command = [program, "serve", "--port", "0"]
        for setting in settings:
            self.command += ["--set", setting]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if found := re.search(r"listening on (http://\S+)", line):
                self.url = found[1]
                break
            print(line, end="")
        else:
            raise SystemExit(f"dragoman serve ended with status {self.process.wait()}")
        # What it says later must not fill the pipe.
        threading.Thread(target=lambda: [print("serve:", line, end="") for line in self.process.stderr], daemon=True).start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=40)

    def call(self, method, path, body=None, headers={}):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json", **headers}, method=method)
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
