# Messages. Colours only on a terminal that wants them; one sentence where something is missing.

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  bold=$'\e[1m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else
  bold='' red='' green='' plain=''
fi

program=scripts/${0##*/}

# What is being done now.
step() { printf '%s==>%s %s\n' "$bold" "$plain" "$*"; }

warn() { printf '%s: %s\n' "$program" "$*" >&2; }

# Ends with a sentence that holds the remedy.
die() {
  printf '%s%s:%s %s\n' "$red" "$program" "$plain" "$*" >&2
  exit 1
}

# For what nobody foresaw: which command it was. Only the shell that decides speaks, not each one around it.
deciding_shell=0
trap 'stopped $? "$LINENO" "$BASH_COMMAND"' ERR
set -o errtrace

stopped() {
  ((BASH_SUBSHELL == deciding_shell)) || return 0
  printf '%s: stopped with status %d in %s, line %d: %s\n' "$program" "$1" "${BASH_SOURCE[1]##*/}" "$2" "$3" >&2
}
