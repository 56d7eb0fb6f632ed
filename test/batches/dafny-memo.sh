#!/bin/sh
# The real Dafny, which is asked the same question once: what it said is kept, and said again to the byte.
# The question is the arguments and all files in the working folder.
memo_folder="MEMO"
[ "$1" = /version ] && exec "DAFNY" "$@"
key=$( (printf '%s\n' "$@"; find . -name '*.dfy' -type f | sort | xargs cat) | sha256sum | cut -c1-40)
memo="$memo_folder/$key"
if [ ! -d "$memo" ]; then
  new=$(mktemp -d "$memo_folder/new.XXXXXX")
  "DAFNY" "$@" >"$new/stdout" 2>"$new/stderr"
  echo $? >"$new/code"
  cp printed.txt report.out "$new" 2>/dev/null
  mv -T "$new" "$memo" 2>/dev/null || rm -rf "$new"
fi
cp "$memo/printed.txt" "$memo/report.out" . 2>/dev/null
cat "$memo/stderr" >&2
cat "$memo/stdout"
exit "$(cat "$memo/code")"
