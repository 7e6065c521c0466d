package dev.parallax.replayer.credentials;

/** Gives a token each time that it is asked. Blocks; bounded in time. */
interface Issuer {

  /**
   * @throws NoCredentials in one line: who was asked, and why there is none
   */
  Token issue() throws NoCredentials, InterruptedException;
}
