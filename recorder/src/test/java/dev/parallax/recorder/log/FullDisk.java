package dev.parallax.recorder.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A file on a disk that is full now and then: it takes half of what is written, then throws. Or one
 * that takes what is written and does not keep it: then that is gone, as a page is that the system
 * could not write back.
 */
public final class FullDisk extends FileChannel {

  private final FileChannel file;
  private boolean full;
  private boolean forgets;
  private int refusals;
  private long durable;

  public FullDisk(FileChannel file) {
    this.file = file;
  }

  public void full(boolean full) {
    this.full = full;
  }

  /** Refuses so many writes, then takes them. */
  public void refuse(int writes) {
    refusals = writes;
  }

  /** To force fails, and loses what was written since it last did not; so does to cut off. */
  public void forgets(boolean forgets) {
    this.forgets = forgets;
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    if (!full && refusals == 0) {
      return file.write(bytes, position);
    }
    refusals = Math.max(0, refusals - 1);
    file.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
    throw new IOException("No space left on device");
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (forgets) {
      throw new IOException("Input/output error");
    }
    return file.truncate(size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (forgets) {
      long size = file.size();
      file.write(ByteBuffer.allocate(Math.toIntExact(size - durable)), durable);
      throw new IOException("Input/output error");
    }
    file.force(metaData);
    durable = file.size();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long newPosition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
