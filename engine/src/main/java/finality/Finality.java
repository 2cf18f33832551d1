package finality;

import finality.cli.Calendars;
import finality.cli.Match;
import finality.cli.NetFile;
import finality.cli.Settle;
import finality.rail.message.command.MessageCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The engine. */
@SpringBootApplication
@EnableScheduling
public class Finality {
  public static void main(String[] args) {
    if (args.length > 0) command(args);
    SpringApplication.run(Finality.class, args);
  }

  /** What needs no engine; each ends the JVM. */
  private static void command(String[] args) {
    var rest = Arrays.copyOfRange(args, 1, args.length);
    switch (args[0]) {
      case "settle" -> Settle.main(rest);
      case "calendar" -> Calendars.main(rest);
      case "net" -> NetFile.main(rest);
      case "match" -> Match.main(rest);
      case "inspect", "convert" -> MessageCommand.main(args);
      default -> {}
    }
  }
}
