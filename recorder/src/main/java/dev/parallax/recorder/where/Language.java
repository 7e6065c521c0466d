package dev.parallax.recorder.where;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What expressions may ask for: the names, and the types behind them. */
final class Language {

  static final String ID = "id";
  static final String SESSION = "session";
  static final String ENDPOINT = "endpoint";

  private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);

  static final StructType REQUEST =
      struct(
          "Request",
          Map.of(
              "method", SimpleType.STRING,
              "target", SimpleType.STRING,
              "path", SimpleType.STRING,
              "query", TEXTS,
              "headers", TEXTS,
              "body", SimpleType.DYN));

  static final StructType RESPONSE =
      struct(
          "Response",
          Map.of(
              "status",
              SimpleType.INT,
              "headers",
              TEXTS,
              "trailers",
              TEXTS,
              "body",
              SimpleType.DYN));

  private static final Map<String, CelType> VARIABLES =
      Map.of(
          ID,
          SimpleType.STRING,
          "service",
          SimpleType.STRING,
          SESSION,
          SimpleType.STRING,
          ENDPOINT,
          SimpleType.STRING,
          "request",
          REQUEST,
          "response",
          RESPONSE,
          "startedAt",
          SimpleType.TIMESTAMP,
          "duration",
          SimpleType.DURATION,
          "failure",
          SimpleType.STRING);

  /** Those that somebody is likely to mistype. */
  private static final List<String> FUNCTIONS =
      List.of(
          "startsWith",
          "endsWith",
          "contains",
          "matches",
          "size",
          "exists",
          "all",
          "filter",
          "has");

  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  static final CelCompiler COMPILER = compiler();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private Language() {}

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new Types())
            .setResultType(SimpleType.BOOL);
    VARIABLES.forEach(builder::addVar);
    return builder.build();
  }

  private static StructType struct(String name, Map<String, CelType> types) {
    ImmutableMap<String, CelType> fields = ImmutableMap.copyOf(types);
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  /** All names that mean something. */
  static List<String> names() {
    return Stream.of(VARIABLES.keySet(), REQUEST.fieldNames(), RESPONSE.fieldNames(), FUNCTIONS)
        .flatMap(names -> names.stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static final class Types implements CelTypeProvider {

    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableSet.of(REQUEST, RESPONSE);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
