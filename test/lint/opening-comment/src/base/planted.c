int planted;
