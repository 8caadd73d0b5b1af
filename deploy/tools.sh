# Finds what building needs: JDK 25, Maven, Node. Sourced by run, test, deploy/image and bench/.
# Each function either leaves a working tool behind or says how to get one and fails.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Installs Debian packages where that is allowed; otherwise says what to install.
install_packages() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $*"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@") \
      </dev/null >/dev/null || fail "apt-get could not install: $*"
  else
    fail "Please install: $*   (on Debian and Ubuntu: sudo apt-get install $*)"
  fi
}

is_jdk_25() { [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25'; }

# Sets and exports JAVA_HOME.
need_jdk() {
  local candidate on_path=
  if command -v javac >/dev/null; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  for candidate in "${LATCHKEY_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/java/*25* /opt/jdk*25* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/25* "$HOME"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home "$on_path"; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  fail "Latchkey is built with JDK 25, and none was found in LATCHKEY_JAVA_HOME, JAVA_HOME, /usr/lib/jvm, SDKMAN or PATH.
Get one from your system's packages (openjdk-25-jdk, temurin-25-jdk), with SDKMAN (sdk install java 25-tem),
or as an archive from https://adoptium.net; then set JAVA_HOME to its folder."
}

need_maven() { command -v mvn >/dev/null || install_packages maven; }

# Node 20.19 is the oldest that the web tools take.
need_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    install_packages nodejs npm
  fi
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 19) ? 0 : 1)' ||
    fail "Node $(node --version) is too old for the web tools: please install Node 20.19 or newer (https://nodejs.org)."
}

# changed STAMP PATH...: whether anything at the paths is newer than the file STAMP, what builds make there left out.
# A removed file counts, since its folder is newer then.
changed() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] && return 0
  [ -n "$(find "$@" \( -name node_modules -o -path web/dist -o -path web/src/messages -o -path web/.svelte-kit \) \
    -prune -o -newer "$stamp" -print -quit 2>/dev/null)" ]
}
