#!/bin/sh
# Writes a fixture with LibreOffice, from CSV. The data are made up.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
cat > "$folder/libreoffice.csv" <<'CSV'
id,name,score,visited,share
501,Öst,0.1,2016-02-29,12.5%
502,"North, High",,1969-12-31,7%
503,"East ""B""",123456.789,2017-09-15,100%
CSV
soffice --headless --infilter="CSV:44,34,76,1,,1033,false,true" --convert-to xlsx \
  --outdir . "$folder/libreoffice.csv" >/dev/null
