# The settings file that leads the program to the demo's cluster, runtime and model.

settings=$state/dragoman.yaml

# A text as a double-quoted YAML scalar.
yaml() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

settings_write() {
  cat >"$settings" <<END
# Written anew by scripts/demo and scripts/test each time: change a copy.
database:
  url: $(yaml "$reader")
  name: $database
state:
  folder: $(yaml "$state/dragoman")
models:
  folder: $(yaml "$root/models")
runtime:
  folder: $(yaml "$state/runtime")
  server: $(yaml "$root/scripts/model-server")
END
  mkdir -p "$state/dragoman"
  export DRAGOMAN_CONFIG=$settings
}

model_require() {
  compgen -G "$root/models/*/manifest.json" >/dev/null ||
    die "There is no model in $root/models: check that the clone is complete (git status)."
}
