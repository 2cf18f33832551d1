#!/bin/sh
# Builds the console into OUT, or runs its tests, when that has not been done with these sources yet; SUM remembers it.
#   build.sh OUT SUM | build.sh test SUM
# Without a fitting Node, or when its packages can be had from neither network nor cache, it says so in one line and
# the engine is built without the console. A fault in the console's own sources fails the build.
set -eu
cd "$(dirname "$0")"
what=$1 sum_file=$2

sum() { LC_ALL=C find build.sh package.json package-lock.json index.html tsconfig.json vite.config.ts src public test ../engine/src/main/resources/finality/edge/openapi.json -type f | LC_ALL=C sort | xargs cksum | cksum; }
without() {
  if [ "$what" != test ]; then
    [ ! -f "$what/index.html" ] || rm -r "$what" # an older console would not fit this engine
    echo "[console] $1: the engine is built without its web console"
  fi
  exit 0
}

command -v npm >/dev/null 2>&1 || without "no npm on this machine"
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || without "Node $(node -v) is too old, 20 is needed"

now=$(sum)
if [ "$(cat "$sum_file" 2>/dev/null)" = "$now" ] && { [ "$what" = test ] || [ -f "$what/index.html" ]; }; then exit 0; fi

lock=$(cksum < package-lock.json)
if [ "$(cat node_modules/.installed 2>/dev/null)" != "$lock" ]; then
  npm ci --silent --no-audit --no-fund --no-update-notifier --prefer-offline || without "its packages cannot be fetched (npm ci says why)"
  echo "$lock" > node_modules/.installed
fi

export PATH="$PWD/node_modules/.bin:$PATH"
if [ "$what" = test ]; then
  said=$(vitest run --reporter=dot --no-color 2>&1) || { echo "$said"; exit 1; }
  echo "[console] $(echo "$said" | grep -o 'Tests .*')"
else
  tsc --noEmit
  vite build --configLoader runner --logLevel warn --outDir "$what" --emptyOutDir
  echo "[console] built"
fi
mkdir -p "$(dirname "$sum_file")"
echo "$now" > "$sum_file"
