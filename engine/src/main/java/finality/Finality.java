package finality;

import finality.cli.Calendars;
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
    if (args.length > 0 && args[0].equals("settle")) Settle.main(Arrays.copyOfRange(args, 1, args.length));   // ends the JVM
    if (args.length > 0 && args[0].equals("calendar")) Calendars.main(Arrays.copyOfRange(args, 1, args.length));
    if (args.length > 0 && args[0].equals("net")) NetFile.main(Arrays.copyOfRange(args, 1, args.length));
    SpringApplication.run(Finality.class, args);
  }
}
