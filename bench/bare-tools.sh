#!/bin/bash
# What a person would script without Branchline: fetch, merge, build and run with the bare tools. Prints when each part ended.
set -euo pipefail
export LC_ALL=C DOCKER_BUILDKIT=1
export GIT_DIR=$MIRROR GIT_AUTHOR_NAME=bare GIT_AUTHOR_EMAIL=bare@localhost GIT_COMMITTER_NAME=bare GIT_COMMITTER_EMAIL=bare@localhost

if [ -z "${IMAGE:-}" ]; then
  git fetch --quiet --prune origin
  echo "fetch $EPOCHREALTIME"

  commit=$(git rev-parse refs/heads/main)
  for branch in $BRANCHES; do
    tree=$(git merge-tree --write-tree --no-messages "$commit" "refs/heads/$branch")
    commit=$(git commit-tree -p "$commit" -p "refs/heads/$branch" -m "Merge $branch" "$tree")
  done
  echo "merge $EPOCHREALTIME"

  IMAGE=$(git archive "$commit" | "$DOCKER" build --quiet --label "$LABEL" -)
  echo "image $IMAGE"
  echo "build $EPOCHREALTIME"
fi

"$DOCKER" run --detach --label "$LABEL" --network "$NETWORK" --ip "$ADDRESS" --env "PORT=$PORT" "$IMAGE" > /dev/null
echo "start $EPOCHREALTIME"
