# Python environments of our own, made with Debian's Python (not with one that happens to be first on the PATH).

# python_ensure NAME REQUIREMENTS MIB WHAT: an environment in .state/NAME that holds just these requirements.
python_ensure() {
  local folder=$state/$1 file=$2 digest
  digest="$(/usr/bin/python3 -I -V) $(sha256sum <"$root/$file") $folder"
  stamp_is "$folder/stamp" "$digest" && return
  require_disk "$state" $(($3 * 2)) "$4"
  step "Installing $4 into .state/$1"
  rm -rf "$folder"
  /usr/bin/python3 -I -m venv "$folder" || die "Debian's Python cannot make an environment: apt-get install -y python3-venv"
  local progress=off
  [[ -t 1 ]] && progress=on
  "$folder/bin/python" -I -m pip install --disable-pip-version-check --progress-bar "$progress" -r "$root/$file" 9>&- ||
    die "pip could not install what $file lists: see its words above, check the network and run this again."
  printf '%s\n' "$digest" >"$folder/stamp"
}

runtime_ensure() {
  if [[ $(uname -m) == x86_64 ]] && ! grep -qw avx2 /proc/cpuinfo; then
    die "This processor has no AVX2, which the embedded model's runtime needs: use another machine, or a model server elsewhere (model.url)."
  fi
  python_ensure runtime scripts/runtime-requirements.txt 150 "the model runtime (about 150 MB)"
}

training_ensure() {
  python_ensure training training/requirements.txt 1300 \
    "PyTorch for training (200 MB to fetch and 1.2 GB on disk; more where only a build with GPU libraries is offered)"
}
