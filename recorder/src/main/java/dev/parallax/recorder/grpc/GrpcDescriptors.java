package dev.parallax.recorder.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods and the types of messages that a descriptor set has. */
public final class GrpcDescriptors {

  private static final GrpcDescriptors NONE = new GrpcDescriptors();
  private static final String HOW = "make one with protoc --include_imports --descriptor_set_out";

  private final Map<String, Descriptor> messages = new HashMap<>();
  private final Map<String, Method> methods = new HashMap<>();

  /** The types of what a method is asked and of what it answers. */
  public record Method(Descriptor request, Descriptor response) {}

  private GrpcDescriptors() {}

  /** Nothing is known. */
  public static GrpcDescriptors none() {
    return NONE;
  }

  /**
   * @param file that it is the content of
   * @throws IllegalArgumentException in one line, if the file is no descriptor set, or a part of
   *     one
   */
  public static GrpcDescriptors read(Path file, byte[] content) {
    try {
      return of(FileDescriptorSet.parseFrom(content));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("%s: is no descriptor set (%s)".formatted(file, HOW), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s (%s)".formatted(file, e.getMessage(), HOW), e);
    }
  }

  /**
   * @throws IllegalArgumentException if the set is empty, or lacks what its files import
   */
  public static GrpcDescriptors of(FileDescriptorSet set) {
    if (set.getFileCount() == 0) {
      throw new IllegalArgumentException("is no descriptor set, or an empty one");
    }
    Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    set.getFileList().forEach(file -> files.put(file.getName(), file));
    Map<String, FileDescriptor> built = new HashMap<>();
    GrpcDescriptors descriptors = new GrpcDescriptors();
    for (String name : files.keySet()) {
      descriptors.add(built(name, files, built, new HashSet<>()));
    }
    return descriptors;
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /**
   * @param fullName {@code shop.v1.Price}
   */
  public @Nullable Descriptor message(String fullName) {
    return messages.get(fullName);
  }

  /**
   * @param target of a request, {@code /shop.v1.Catalogue/GetPrice}, perhaps behind a base path
   */
  public @Nullable Method method(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    int service = path.lastIndexOf('/', path.lastIndexOf('/') - 1);
    return service < 0 ? null : methods.get(path.substring(service));
  }

  /**
   * @param service its full name
   */
  public boolean hasMethod(String service, String method) {
    return !methods.isEmpty() && methods.containsKey('/' + service + '/' + method);
  }

  private static FileDescriptor built(
      String name,
      Map<String, FileDescriptorProto> files,
      Map<String, FileDescriptor> built,
      Set<String> around) {
    FileDescriptor known = built.get(name);
    if (known != null) {
      return known;
    }
    FileDescriptorProto file = files.get(name);
    if (file == null || !around.add(name)) {
      throw new IllegalArgumentException(
          file == null ? "lacks %s".formatted(name) : "%s imports itself".formatted(name));
    }
    FileDescriptor[] imports =
        file.getDependencyList().stream()
            .map(imported -> built(imported, files, built, around))
            .toArray(FileDescriptor[]::new);
    around.remove(name);
    try {
      FileDescriptor made = FileDescriptor.buildFrom(file, imports);
      built.put(name, made);
      return made;
    } catch (DescriptorValidationException invalid) {
      throw new IllegalArgumentException(invalid.getMessage(), invalid);
    }
  }

  private void add(FileDescriptor file) {
    file.getMessageTypes().forEach(this::add);
    for (ServiceDescriptor service : file.getServices()) {
      for (MethodDescriptor method : service.getMethods()) {
        methods.put(
            '/' + service.getFullName() + '/' + method.getName(),
            new Method(method.getInputType(), method.getOutputType()));
      }
    }
  }

  private void add(Descriptor message) {
    messages.put(message.getFullName(), message);
    message.getNestedTypes().forEach(this::add);
  }
}
