/**
 * What is known of gRPC services: their methods and the types of their messages.
 *
 * <p>{@link dev.parallax.recorder.grpc.GrpcDescriptors} is read once from a file that {@code
 * protoc} made; {@link dev.parallax.recorder.grpc.MessageJson} writes a message as JSON, {@link
 * dev.parallax.recorder.grpc.Transparent} says which types stand for the value that they hold.
 * Immutable, safe on any thread.
 */
@NullMarked
package dev.parallax.recorder.grpc;

import org.jspecify.annotations.NullMarked;
