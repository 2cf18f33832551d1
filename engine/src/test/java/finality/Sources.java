package finality;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Every Java file of every module, as the compiler's own parser reads it. */
final class Sources {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Comments and literals, which are no code: text blocks before strings before characters. */
  private static final Pattern NO_CODE = Pattern.compile("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  private Sources() {}

  /** @param size lines, parameters, or how often */
  record Offence(String place, int size) {}

  /** @param parameters none of a record's compact constructor: a record's parts are named where they are given a meaning */
  record Method(String name, int lines, int parameters) {}

  /** @param path from the project's root, with slashes */
  record Source(String path, String packageName, String text, String code, List<Method> methods) {
    int lines() { return (int) text.lines().count(); }

    boolean isTest() { return path.contains("/src/test/"); }

    /** Not a test, and not a benchmark or a campaign: those live in real time and count in rates. */
    boolean isProduct() { return !isTest() && !path.startsWith("bench/") && !path.startsWith("check/"); }

    Stream<Offence> found(Pattern pattern) {
      long times = pattern.matcher(code).results().count();
      return times == 0 ? Stream.empty() : Stream.of(new Offence(path, (int) times));
    }
  }

  static List<Source> all() {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths()));
      var positions = Trees.instance(task).getSourcePositions();
      var sources = new ArrayList<Source>();
      for (var unit : task.parse()) sources.add(source(unit, positions));
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> paths() throws IOException {
    var paths = new ArrayList<Path>();
    try (var modules = Files.list(ROOT)) {
      for (var module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).sorted().toList())
        for (var part : List.of("src/main/java", "src/test/java")) {
          if (!Files.exists(module.resolve(part))) continue;
          try (var found = Files.walk(module.resolve(part))) {
            found.filter(path -> path.toString().endsWith(".java")).sorted().forEach(paths::add);
          }
        }
    }
    return paths;
  }

  private static Source source(CompilationUnitTree unit, SourcePositions positions) throws IOException {
    var text = unit.getSourceFile().getCharContent(true).toString();
    var methods = new ArrayList<Method>();
    LineMap lines = unit.getLineMap();
    new TreeScanner<Void, Void>() {
      @Override public Void visitMethod(MethodTree method, Void nothing) {
        long modifiers = positions.getEndPosition(unit, method.getModifiers());   // a table in an annotation is no part of a method's length
        long first = modifiers < 0 ? positions.getStartPosition(unit, method) : modifiers;
        long last = positions.getEndPosition(unit, method);
        boolean compact = method.getBody() != null && text.substring((int) first, (int) positions.getStartPosition(unit, method.getBody())).indexOf('(') < 0;
        methods.add(new Method(method.getName().toString(), (int) (lines.getLineNumber(last) - lines.getLineNumber(first) + 1), compact ? 0 : method.getParameters().size()));
        return super.visitMethod(method, nothing);
      }
    }.scan(unit, null);
    var path = ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString().replace('\\', '/');
    return new Source(path, unit.getPackageName() == null ? "" : unit.getPackageName().toString(), text, NO_CODE.matcher(text).replaceAll(" "), methods);
  }
}
