package finality;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The engine. */
@SpringBootApplication
@EnableScheduling
public class Finality {
  public static void main(String[] args) {
    SpringApplication.run(Finality.class, args);
  }
}
