package finality;

import finality.cli.Calendars;
import finality.cli.Match;
import finality.cli.NetFile;
import finality.cli.Settle;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The engine. */
@SpringBootApplication
@EnableScheduling
public class Finality {
  public static void main(String[] args) {
    if (args.length > 0) command(args[0], Arrays.copyOfRange(args, 1, args.length));
    SpringApplication.run(Finality.class, args);
  }

  /** Each ends the JVM. */
  private static void command(String verb, String[] args) {
    switch (verb) {
      case "settle" -> Settle.main(args);
      case "calendar" -> Calendars.main(args);
      case "net" -> NetFile.main(args);
      case "match" -> Match.main(args);
      default -> {}
    }
  }
}
