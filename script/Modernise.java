import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Makes libraries' jars fit for an ahead-of-time cache, in place: {@code java Modernise.java JAR …}
 *
 * <p>The cache takes no class of a class file version before 50, since such a class says nothing of
 * its types at branches: these are inferred and verified at each start. Here they are inferred
 * once, and written as stack maps into a class of a later version; what the class does stays the
 * same. Nor does it take signed classes, which are checked against their signature at each start.
 * Nothing here asks for the signature, and Maven has checked the download: it goes, with the
 * digests of all files that the manifest holds for it.
 */
final class Modernise {

  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
  private static final int WRITTEN = ClassFile.JAVA_8_VERSION;
  private static final String SIGNATURES = "/META-INF/*.{SF,RSA,DSA,EC}";

  private Modernise() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      modernise(Path.of(jar));
    }
  }

  private static void modernise(Path jar) throws IOException {
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        FileSystem files = FileSystems.newFileSystem(jar)) {
      ClassFile classFile =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes).cached()));
      for (Path file : files(files)) {
        if (files.getPathMatcher("glob:" + SIGNATURES).matches(file)) {
          Files.delete(file);
          withoutDigests(files.getPath(JarFile.MANIFEST_NAME));
        } else if (file.toString().endsWith(".class")) {
          modernise(classFile, file);
        }
      }
    }
  }

  private static List<Path> files(FileSystem files) throws IOException {
    try (Stream<Path> all = Files.walk(files.getPath("/"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void withoutDigests(Path file) throws IOException {
    Manifest manifest;
    try (InputStream written = Files.newInputStream(file)) {
      manifest = new Manifest(written);
    }
    manifest.getEntries().clear();
    try (OutputStream rewritten = Files.newOutputStream(file)) {
      manifest.write(rewritten);
    }
  }

  private static void modernise(ClassFile classFile, Path file) throws IOException {
    ClassModel old = classFile.parse(Files.readAllBytes(file));
    if (old.majorVersion() < FIRST_WITH_STACK_MAPS) {
      ClassTransform later =
          ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
              .andThen(ClassTransform.endHandler(written -> written.withVersion(WRITTEN, 0)));
      byte[] modern = classFile.transformClass(old, later);
      List<VerifyError> faults = classFile.verify(modern);
      if (!faults.isEmpty()) {
        throw new IOException(file + " can't be rewritten: " + faults.getFirst().getMessage());
      }
      Files.write(file, modern);
    }
  }
}
