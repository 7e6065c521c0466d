package dev.parallax.recorder.endpoint;

import java.util.List;

/**
 * The way of one path through the trie, as long as nothing is mined anew: whom to count.
 *
 * @param keys of the nodes below the root: the path's segments, a parameter where it has a value
 * @param counted all nodes
 * @param watched those of them that sessions are counted for
 * @param ended those of them that the path ends at
 */
record Trail(
    List<String> keys, List<TrieNode> counted, List<TrieNode> watched, List<TrieNode> ended) {

  void count() {
    for (int i = 0; i < counted.size(); i++) {
      counted.get(i).exchanges++;
    }
    for (int i = 0; i < ended.size(); i++) {
      ended.get(i).ends++;
    }
  }

  /** Whether it is of use to know the session. */
  boolean awaitsSession() {
    for (int i = 0; i < watched.size(); i++) {
      if (!watched.get(i).sessions.areEnough()) {
        return true;
      }
    }
    return false;
  }

  void session(long hash) {
    for (int i = 0; i < watched.size(); i++) {
      if (!watched.get(i).sessions.areEnough()) {
        watched.get(i).sessions.add(hash);
      }
    }
  }

  /** Whether it is of use to look at the answer. */
  boolean awaitsShape() {
    for (int i = 0; i < ended.size(); i++) {
      if (!ended.get(i).shapes().isFull()) {
        return true;
      }
    }
    return false;
  }

  void shape(long shape) {
    for (int i = 0; i < ended.size(); i++) {
      if (!ended.get(i).shapes().isFull()) {
        ended.get(i).shapes().add(shape, 1);
      }
    }
  }
}
