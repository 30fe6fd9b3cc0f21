# Installs this checkout and serves the demo endpoint that the suites of this repository are asked of.
python -m pip install --quiet --constraint constraints.txt .
nohup regold demo serve > "$RUNNER_TEMP/demo.log" 2>&1 &
for _ in $(seq 150); do
  if grep -q listening "$RUNNER_TEMP/demo.log"; then exit 0; fi
  sleep 0.2
done
cat "$RUNNER_TEMP/demo.log"
exit 1
