# The ahead-of-time caches. Sourced by build.sh.
# shellcheck shell=bash disable=SC2154
train_caches() { :; }
